// What came of judging, of one document or of many: numbers, and how often what was complained about.
const COUNTS = ["schemas", "plain", "random", "variants", "again", "agreed", "explained", "undecided", "differ", "unmade",
    "other", "cut", "refused"];
const KINDS = ["explained", "undecided", "difference", "unmade"];

export class Tally {
    count = Object.fromEntries(COUNTS.map((name) => [name, 0]));
    kinds = Object.fromEntries(KINDS.map((kind) => [kind, {}]));
    operations = []; // how many variants each has

    note(kind, label, times = 1) {
        this.kinds[kind][label] = (this.kinds[kind][label] ?? 0) + times;
    }

    // `other` may have come from a file.
    add(other) {
        for (const [name, number] of Object.entries(other.count))
            this.count[name] += number;
        for (const [kind, labels] of Object.entries(other.kinds))
            Object.entries(labels).forEach(([label, times]) => this.note(kind, label, times));
        other.operations.forEach((number) => this.operations.push(number));
    }
}

function printVariants({ count, operations }) {
    const sorted = operations.toSorted((a, b) => a - b), above = sorted.filter((number) => number > 1000).length;
    console.log(`${count.variants} variants of JSON; an operation has ${sorted[Math.floor(sorted.length / 2)]} in the median, ` +
        `${sorted.at(-1)} at most, ${above} of ${sorted.length} have more than 1000`);
}

function printLabels(title, labels) {
    const list = Object.entries(labels).sort((a, b) => b[1] - a[1]);
    if (list.length > 0)
        console.log(`\n${title}`);
    list.forEach(([label, times]) => console.log(`${String(times).padStart(9)}  ${label}`));
}

// `failed`: the documents that came to no end.
export function print(tally, documents, failed) {
    const { count, kinds } = tally;
    console.log(`${documents} documents, ${count.refused} of them without an answer, ${count.cut} cut off by --seconds, ` +
        `${failed.length} by --memory`);
    console.log(`${count.schemas} schemas of JSON answers: ${count.plain} plain answers, ${count.random} random ones; ` +
        `${count.again} answers are the same again`);
    if (tally.operations.length > 0)
        printVariants(tally);
    console.log(`${count.unmade} answers that are not made; ${count.other} that are not JSON`);
    printLabels("answers that are not made", kinds.unmade);
    printLabels("values that ajv cannot decide, for it throws", kinds.undecided);
    printLabels("differences that are explained (explained.mjs)", kinds.explained);
    printLabels("differences that are not", kinds.difference);
    failed.forEach(({ file, failed: why }) => console.log(`\n${file}: ${why}`));
    console.log(`\n${count.agreed} agreed, ${count.explained} explained, ${count.undecided} that ajv cannot decide, ` +
        `${count.differ} differ`);
}
