// What an answer says, held against what was expected.
import { pointerOf } from "./mutants.mjs";

// The request was fine; that there is nothing to answer with, or not this, is not the request's fault.
const FINE = ["", "no-answer", "not-acceptable", "not-in-contract", "bad-preference"];
const REFUSED = ["contract-broken", "unreadable-request", "unreadable-json", "unsupported-media-type"];

const startsWith = (list, start) => start.every((item, i) => list[i] === String(item));

const isAt = (violation, place, path) =>
    startsWith(violation.location, place) && violation.pointer === pointerOf(path) &&
    (place[0] !== "body" || violation.location[0] === "body");

function isNamed(violations, mutant) {
    const names = (keyword, path) => violations.some((violation) => violation.code === keyword && isAt(violation, mutant.place, path));
    return names(mutant.keyword, mutant.path) || mutant.within.some(({ keyword, path }) => names(keyword, path));
}

// A tag may be required and have an enum of its own, and a discriminator asks for it besides.
function isAlone(violations, mutant) {
    const wrapped = ["oneOf", "anyOf", "discriminator"].includes(mutant.keyword) || mutant.within.length > 0;
    return wrapped || violations.some(({ code }) => code === "discriminator") || violations.every((violation) => violation.code === mutant.keyword && isAt(violation, mutant.place, mutant.path));
}

// Why the answer is not what was expected; undefined when it is.
export function differenceOf(mutant, answer) {
    if (!FINE.includes(answer.problem) && !REFUSED.includes(answer.problem))
        return answer.problem; // no-such-path, unauthorized, limit-of-the-mock …
    const refused = REFUSED.includes(answer.problem);
    if (mutant.what === "valid")
        return refused ? "valid, but refused" : undefined;
    const valid = mutant.errors?.length === 0;
    if (valid !== !refused)
        return refused ? "ajv accepts, understudy refuses" : "ajv refuses, understudy accepts";
    if (valid || !mutant.near)
        return undefined;
    if (!isNamed(answer.violations, mutant))
        return "refused, but not named";
    return mutant.pure && !isAlone(answer.violations, mutant) ? "named, but not alone" : undefined;
}
