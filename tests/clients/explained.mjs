// Calls that are refused or not read for a reason that is not the stand-in's: what the client does, or the
// document. A class is a kind of difference, never one method. `clients` are those it was seen with; `blame` is
// "client" or "document".

const isRefused = ({ kind, problem }, slug) => kind === "refused" && problem === slug;

const isOnly = ({ violations }, code, length) => violations?.length > 0 &&
    violations.every((one) => one.code === code && one.location.length === length);

const isEmpty = (value) => typeof value === "object" && value !== null && Object.keys(value).length === 0;

function answerOf({ answer }) {
    try {
        return JSON.parse(answer.body);
    } catch {
        return undefined;
    }
}

export const EXPLAINED = [
    {
        name: "without arguments for the body it sends none, although the document says `requestBody.required: true`",
        blame: "client", clients: ["github"],
        when: (call) => isRefused(call, "contract-broken") && isOnly(call, "required", 1) && call.request.body.length === 0,
    },
    {
        name: "of a body that is an object it sends one member alone, a list, as the document allowed once",
        blame: "client", clients: ["github"],
        when: (call) => isRefused(call, "contract-broken") && call.request.body.toString().startsWith("[") &&
            Object.values(call.given).some((member) => JSON.stringify(member) === call.request.body.toString()),
    },
    {
        name: "it sends an `Accept` of JSON alone where the document's answer is text or a file",
        blame: "client", clients: ["github", "stripe"],
        when: (call) => isRefused(call, "not-acceptable") && !/json/.test(call.why) &&
            /^application\/([^,]*\+)?json$/.test(call.request.headers.accept),
    },
    {
        name: "a form cannot say an object without members, so a required one that is given empty does not arrive",
        blame: "client", clients: ["stripe"],
        when: (call) => isRefused(call, "contract-broken") && isOnly(call, "required", 1) && call.label === "required" &&
            Object.values(call.given ?? {}).some(isEmpty),
    },
    {
        name: "with DELETE it sends in the query what the document has in the body, which only `--strict` refuses",
        blame: "client", clients: ["stripe"],
        when: (call) => isRefused(call, "contract-broken") && call.operation.method === "DELETE" &&
            call.violations.every(({ message, location }) => /--strict is on/.test(message) &&
                Object.hasOwn(call.given ?? {}, location[1].split("[")[0])),
    },
    {
        name: "it takes any answer with a member `error` for a failure, and the document gives the object such a member",
        blame: "client", clients: ["stripe"],
        when: (call) => call.kind === "unread" && call.status === 200 && Boolean(answerOf(call)?.error),
    },
    {
        name: "the operation declares no response but 401, so that is the answer",
        blame: "document", clients: ["kubernetes"],
        when: ({ kind, status, operation }) => kind === "unread" && status === 401 &&
            Object.keys(operation.node.responses).every((one) => one === "401"),
    },
];

export const explanationOf = (client, call) => EXPLAINED.find((one) => one.clients.includes(client.name) && one.when(call));
