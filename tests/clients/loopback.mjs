// No client reaches further than this machine, whatever an argument, a redirect or the environment says.
import net from "node:net";

for (const name of ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"])
    delete process.env[name];

const connect = net.Socket.prototype.connect;

// net.connect gives its arguments as one array, others give a port and a host, or options.
function hostOf(first, second) {
    if (Array.isArray(first))
        return hostOf(...first);
    return typeof first === "object" ? first?.host : typeof second === "string" ? second : undefined;
}

net.Socket.prototype.connect = function (...options) {
    const host = hostOf(...options);
    if (host === undefined || host === "localhost" || net.isIPv4(host) && host.startsWith("127."))
        return connect.apply(this, options);
    process.nextTick(() => this.destroy(new Error(`the client turns to ${host}`)));
    return this;
};
