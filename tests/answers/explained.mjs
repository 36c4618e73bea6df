// Where ajv refuses an answer that understudy made and took for valid, and why that is right. A class is a kind of
// difference, never one document.
//
// A difference has the schema, the row of the answer (`understudy answers --json`), ajv's errors and the document.
import { ONLY_IN_AJV } from "../opinion/formats.mjs";

// What only sums up that something inside is wrong.
const SUMS = ["allOf", "anyOf", "oneOf", "if"];

const areAll = (errors, isAbout) => errors.some(isAbout) &&
    errors.every((error) => isAbout(error) || SUMS.includes(error.keyword));

export const EXPLAINED = [
    {
        name: "a format that neither JSON Schema nor OpenAPI's registry has: ajv-formats checks it, here it is an annotation",
        when: ({ errors }) => areAll(errors, ({ keyword, params }) => keyword === "format" && ONLY_IN_AJV.includes(params.format)),
    },
];

export const explanationOf = (difference) => EXPLAINED.find(({ when }) => when(difference));
