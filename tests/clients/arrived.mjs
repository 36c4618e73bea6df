// Which of the arguments that a call was given are on the line: a client that drops them proves nothing.
import { isObject } from "../opinion/document.mjs";

// Nothing stands for these in a form or a query.
const isNothing = (value) => value === undefined || value === null ||
    (typeof value === "object" && Object.values(value).every(isNothing));

// { given, lost }: how many there were, and the names of those that the request has not.
export function arrivalOf({ parameters, body }, request) {
    const given = [...parameters].filter(([{ in: place }, value]) => place !== "path" && !isNothing(value))
        .map(([{ in: place, name }]) => ({ place, name }));
    const members = isObject(body) ? Object.keys(body).filter((name) => !isNothing(body[name])) : [];
    given.push(...members.map((name) => ({ place: "body", name })));
    const lost = given.filter(({ place, name }) => !isThere(place, name, request));
    return { given: given.length, lost: lost.map(({ name }) => name) };
}

function isThere(place, name, { target, headers, body }) {
    if (place === "header")
        return name.toLowerCase() in headers;
    if (place === "cookie")
        return (headers.cookie ?? "").includes(`${name}=`);
    // some clients send in the query what belongs in the body
    return readable(`${target.split("?")[1] ?? ""} ${body}`).includes(name.replace(/\[\]$/, ""));
}

function readable(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return text; // no form
    }
}
