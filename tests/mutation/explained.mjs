// Where the verdicts may differ, and why. A class is a kind of difference, never one document.
//
// A difference is what verdict.mjs calls `kind`, with the mutant, the answer, and where they belong.

import { NOT_IN_AJV } from "../opinion/formats.mjs";

const STRICTER = "ajv accepts, understudy refuses";

// The violations at the place itself, or a combination around it that no branch of matches therefore.
const isOnlyWithin = ({ answer, pointer }, keyword) => answer.violations.some(({ code, pointer: place }) =>
    code === keyword && place === pointer) && answer.violations.every(({ code, pointer: place }) =>
    (code === keyword && place === pointer) || (["oneOf", "anyOf"].includes(code) && pointer.startsWith(`${place}/`)));

export const EXPLAINED = [
    {
        name: "a format that ajv-formats does not check, or not as far: understudy keeps to OpenAPI's registry",
        when: (difference) => difference.kind === STRICTER && difference.keyword === "format" &&
            NOT_IN_AJV.includes(difference.mutant.said) && isOnlyWithin(difference, "format"),
    },
    {
        name: "a text where a number of a format belongs: the registry lets int64 and its like be texts, so type and " +
            "format are both broken",
        when: ({ kind, keyword, answer, pointer }) => kind === "named, but not alone" && keyword === "type" &&
            answer.violations.every(({ code, pointer: place }) => ["type", "format"].includes(code) && place === pointer),
    },
    {
        name: "what breaks a bound or a pattern may be of no such format any more: beyond int64, a decimal with a letter, " +
            "too long for a host name, too many digits of seconds",
        when: ({ kind, keyword, answer, pointer }) => kind === "named, but not alone" &&
            ["maxLength", "pattern", "minimum", "maximum"].includes(keyword) &&
            answer.violations.every(({ code, pointer: place }) => [keyword, "format"].includes(code) && place === pointer),
    },
];

export const explanationOf = (difference) => EXPLAINED.find(({ when }) => when(difference));
