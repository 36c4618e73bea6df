// Where the verdicts may differ, and why. A class is a kind of difference, never one document.
//
// A difference is what verdict.mjs calls `kind`, with the mutant, the answer, and where they belong.

import { NOT_IN_AJV } from "../opinion/formats.mjs";

const STRICTER = "ajv accepts, understudy refuses";

const isOnly = ({ answer, pointer }, keyword) => answer.violations.length > 0 &&
    answer.violations.every((violation) => violation.code === keyword && violation.pointer === pointer);

export const EXPLAINED = [
    {
        name: "a format that ajv-formats does not check, or not as far: understudy keeps to OpenAPI's registry",
        when: (difference) => difference.kind === STRICTER && difference.keyword === "format" &&
            NOT_IN_AJV.includes(difference.mutant.said) && isOnly(difference, "format"),
    },
    {
        name: "a text where a number of a format belongs: the registry lets int64 and its like be texts, so type and " +
            "format are both broken",
        when: ({ kind, keyword, answer, pointer }) => kind === "named, but not alone" && keyword === "type" &&
            answer.violations.every(({ code, pointer: place }) => ["type", "format"].includes(code) && place === pointer),
    },
    {
        name: "a text that was made longer for maxLength is of no such format any more: ajv-formats bounds neither the " +
            "labels of host names in addresses nor the digits of seconds",
        when: ({ kind, keyword, answer, pointer }) => kind === "named, but not alone" && keyword === "maxLength" &&
            answer.violations.every(({ code, pointer: place }) => ["maxLength", "format"].includes(code) && place === pointer),
    },
];

export const explanationOf = (difference) => EXPLAINED.find(({ when }) => when(difference));
