// Where ajv refuses an answer that understudy made and took for valid, and why that is right. A class is a kind of
// difference, never one document.
//
// A difference has the schema, the row of the answer (`understudy answers --json`), ajv's errors and the document.
import { ONLY_IN_AJV } from "../opinion/formats.mjs";

// What only sums up that something inside is wrong.
const SUMS = ["allOf", "anyOf", "oneOf", "if"];

const areAll = (errors, isAbout) => errors.some(isAbout) &&
    errors.every((error) => isAbout(error) || SUMS.includes(error.keyword));

const valueAt = (body, pointer) => pointer.split("/").slice(1)
    .reduce((value, token) => value?.[token.replaceAll("~1", "/").replaceAll("~0", "~")], body);

// By their decimal digits; not for numbers that are written with an exponent.
function isMultiple(value, factor) {
    const [a, b] = [value, factor].map((number) => /^-?(\d+)(?:\.(\d+))?$/.exec(String(number)));
    const places = Math.max(a?.[2]?.length ?? 0, b?.[2]?.length ?? 0);
    const scaled = ([, whole, fraction = ""]) => BigInt(whole + fraction.padEnd(places, "0"));
    return a !== null && b !== null && scaled(a) % scaled(b) === 0n;
}

export const EXPLAINED = [
    {
        name: "multipleOf with a fraction: ajv divides doubles, 63502.11 / 0.01 is no integer then",
        when: ({ row, errors }) => areAll(errors, ({ keyword, params, instancePath }) => keyword === "multipleOf" &&
            isMultiple(valueAt(row.body, instancePath), params.multipleOf)),
    },
    {
        name: "a format that neither JSON Schema nor OpenAPI's registry has: ajv-formats checks it, here it is an annotation",
        when: ({ errors }) => areAll(errors, ({ keyword, params }) => keyword === "format" && ONLY_IN_AJV.includes(params.format)),
    },
];

export const explanationOf = (difference) => EXPLAINED.find(({ when }) => when(difference));
