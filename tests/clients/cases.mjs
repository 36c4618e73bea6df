// What an operation is called with: values for its parameters and its body, valid as far as ajv can say.
import { isObject } from "../opinion/document.mjs";
import { made } from "../mutation/instance.mjs";

const VARIANTS = 4; // of alternatives in the schemas

// What is sent when there is a choice.
const KINDS = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"];

export class Cases {
    constructor(document, oracle, operation) {
        Object.assign(this, { document, oracle, operation });
        const medias = operation.body?.medias ?? [];
        const preferred = KINDS.map((kind) => medias.find(({ type }) => type.startsWith(kind)));
        this.media = preferred.find((media) => media !== undefined) ?? medias[0];
    }

    // [{ label, parameters, body, media }]: once with what is required alone, then with everything, once for each
    // branch of the alternatives. `parameters` is a map from the document's parameter to its value.
    all() {
        const found = [this.#case("required", { rich: false })];
        for (let variant = 0; variant < VARIANTS; variant++)
            found.push(this.#case(variant === 0 ? "all" : `all, branch ${variant + 1}`, { rich: true, variant }));
        const isNew = (one, i) => found.findIndex((other) => textOf(other) === textOf(one)) === i;
        return found.filter((one, i) => one !== undefined && isNew(one, i));
    }

    // undefined when no value was found for a part that has to be there.
    #case(label, wanted) {
        const parameters = new Map();
        for (const parameter of this.operation.parameters) {
            if (isOfHttp(parameter) || (!parameter.required && !wanted.rich))
                continue;
            const value = this.#valueOf(parameter.schema, parameter.examples, wanted, (one) => canCarry(parameter, one));
            if (value !== undefined)
                parameters.set(parameter, value);
            else if (parameter.required)
                return undefined;
        }
        const needed = this.operation.body?.required === true;
        const body = this.media && (needed || wanted.rich || this.#asksForMembers())
            ? this.#valueOf(this.media.schema, this.media.examples, wanted, () => true) : undefined;
        return needed && body === undefined ? undefined : { label, parameters, body, media: this.media };
    }

    // A body that may be left out, but not without its members: who calls the operation means to send it.
    #asksForMembers() {
        const schema = this.document.follow(this.media.schema);
        return Array.isArray(schema?.required) && schema.required.length > 0;
    }

    #valueOf(schema, examples, wanted, isPossible) {
        const isValid = (value) => (this.oracle.errors(schema, value)?.length ?? 0) === 0;
        const isFine = (value) => value !== undefined && isPossible(value) && isValid(value);
        const tries = [wanted, { ...wanted, variant: 0 }, { rich: false }];
        for (const one of tries) {
            const value = made(this.document, schema, one);
            if (isFine(value))
                return value;
        }
        return examples.find(isFine);
    }
}

const textOf = (one) => one && JSON.stringify([[...one.parameters].map(([{ name }, value]) => [name, value]), one.body]);

// What HTTP clients say themselves, of what they do.
const isOfHttp = ({ reserved, in: place, name }) =>
    reserved || (place === "header" && /^(accept|content)-encoding$/i.test(name));

// Nothing is a segment of a path, and a header field is one line of visible text.
function canCarry({ in: place, schema }, value) {
    if (place === "path")
        return !["", ".", ".."].includes(value) && !(Array.isArray(value) && value.length === 0);
    if (place === "header")
        return isObject(schema) && (typeof value !== "string" || /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value));
    return true;
}
