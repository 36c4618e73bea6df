// The page of the documentation, docs/clients.md: two runs write it, each its own part.
//
//   node tests/clients/page.mjs PAGE ROWS    writes the part on streams; ROWS is the file that the streams' tests wrote
import fs from "node:fs";
import { fileURLToPath } from "node:url";

const STREAMS = "\n## Streams\n";

function partsOf(page) {
    const text = fs.existsSync(page) ? fs.readFileSync(page, "utf8") : "";
    const at = text.indexOf(STREAMS);
    return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}

export function writeCalls(page, text) {
    fs.writeFileSync(page, text + partsOf(page)[1]);
}

function streamsOf(rows) {
    return [
        STREAMS,
        "Streams that clients from npm read, item by item or by the helper that puts a whole answer together: made plainly,",
        "with more items, and at random from seeds; one of OpenAI's is a fixture. The documents are small ones in the shape",
        "that the clients expect (`tests/clients/streams`), so this shows that what is made can be read, not that vendors'",
        "own documents are served. `./dev streams docs/clients.md` wrote this part, after a run in which nothing failed.",
        "",
        "| client | document | streams read | random ones: seeds |",
        "| --- | --- | ---: | ---: |",
        ...rows.map(({ client, document, streams, seeds }) => `| \`${client}\` | \`${document}\` | ${streams} | ${seeds} |`),
        "",
    ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const [page, rows] = process.argv.slice(2);
    fs.writeFileSync(page, partsOf(page)[0] + streamsOf(JSON.parse(fs.readFileSync(rows, "utf8"))));
}
