-- The request that everything is measured with: PATCH /v1/agent/<uuid>, bench/load/agent.json.
-- Any other answer than 200 makes the run worthless, so it is counted.
local file = assert(io.open(os.getenv("BENCH_BODY"), "rb"))
wrk.method = "PATCH"
wrk.path = "/v1/agent/3c90c3cc-0d44-4b50-8888-8dd25736052a"
wrk.body = file:read("*a")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer 3f1b0c9d7e5a"
file:close()

function done(summary, latency)
    local failed = summary.errors.status + summary.errors.connect + summary.errors.read +
        summary.errors.write + summary.errors.timeout
    io.write(string.format("RESULT %.0f %.3f %d\n", summary.requests / summary.duration * 1e6,
        latency:percentile(99) / 1000, failed))
end
