// Which operation of the document a request is for.

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const parts = (template) => template.split(/\{([^}]*)\}/);

// A parameter may stand beside other text in its segment; what is encoded in a request may not be in the document.
const expressionOf = (template) =>
    new RegExp(`^${parts(template).map((part, i) => i % 2 === 0 ? escape(part) : "([^/]+)").join("")}$`);

export const basesOf = (document) => (document.root.servers ?? []).map(({ url }) => pathOf(url));

function pathOf(url) {
    try {
        return new URL(url, "http://127.0.0.1").pathname.replace(/\/$/, "");
    } catch {
        return "";
    }
}

export class Routes {
    constructor(document, operations) {
        this.bases = [...new Set([...basesOf(document), ""])];
        this.routes = operations.map((operation) => ({ operation, expression: expressionOf(operation.path),
                literal: parts(operation.path).filter((_, i) => i % 2 === 0).join("").length,
                names: parts(operation.path).filter((_, i) => i % 2 === 1) }))
            .sort((a, b) => b.literal - a.literal); // the closer one first
    }

    // { operation, values }: the texts of the path by the names of their parameters; undefined when there is none.
    find({ method, target }) {
        const path = target.split("?")[0];
        for (const base of this.bases.filter((one) => path.startsWith(one)))
            for (const { operation, expression, names } of this.routes) {
                const match = operation.method === method && expression.exec(decoded(path.slice(base.length)));
                if (match)
                    return { operation, values: new Map(names.map((name, i) => [name, match[i + 1]])) };
            }
        return undefined;
    }
}

// But for the slashes that belong to a value.
function decoded(path) {
    try {
        return path.split(/(%2F)/i).map((part, i) => i % 2 === 0 ? decodeURIComponent(part) : part).join("");
    } catch {
        return path;
    }
}
