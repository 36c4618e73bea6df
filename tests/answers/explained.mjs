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

// The digits of a number as JSON or JavaScript writes it, and how many of them stand behind the point: fewer than none
// where zeros follow.
function digitsOf(number) {
    const [, whole, fraction = "", exponent = "0"] = /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(number));
    return { digits: whole + fraction, places: fraction.length - Number(exponent) };
}

// By their decimal digits.
function isMultiple(value, factor) {
    const [a, b] = [value, factor].map(digitsOf), places = Math.max(a.places, b.places);
    const scaled = (one) => BigInt(one.digits + "0".repeat(places - one.places));
    return scaled(a) % scaled(b) === 0n;
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
    {
        name: "unevaluatedItems, unevaluatedProperties: ajv forgets what a branch or a reference has seen (python's jsonschema does not)",
        when: ({ errors }) => errors.some(({ schemaPath }) => schemaPath.includes("/unevaluated")) &&
            areAll(errors, ({ schemaPath }) => schemaPath.includes("/unevaluated")),
    },
];

export const explanationOf = (difference) => EXPLAINED.find(({ when }) => when(difference));
