-- The request that something is measured with, by BENCH_METHOD, BENCH_PATH and BENCH_BODY, a file.
-- Any other answer than 200 makes the run worthless, so it is counted.
wrk.method = os.getenv("BENCH_METHOD")
wrk.path = os.getenv("BENCH_PATH")
wrk.headers["Authorization"] = "Bearer 3f1b0c9d7e5a"
if os.getenv("BENCH_BODY") ~= "" then
    local file = assert(io.open(os.getenv("BENCH_BODY"), "rb"))
    wrk.body = file:read("*a")
    wrk.headers["Content-Type"] = "application/json"
    file:close()
end

function done(summary, latency)
    local failed = summary.errors.status + summary.errors.connect + summary.errors.read +
        summary.errors.write + summary.errors.timeout
    io.write(string.format("RESULT %.0f %.3f %d\n", summary.requests / summary.duration * 1e6,
        latency:percentile(99) / 1000, failed))
end
