/* Collecting violations and writing them as the `validation` member of a problem document. */
#include "server/findings.h"

#include "server/service_inside.h"

static void add(us_findings *findings, us_arena *arena, us_finding finding)
{
    if (findings->kept == US_VIOLATIONS) {
        findings->omitted++;
        return;
    }
    if (!findings->finding)
        findings->finding = us_arena_alloc(arena, sizeof(us_finding) * US_VIOLATIONS);
    findings->finding[findings->kept++] = finding;
}

void us_findings_add(us_findings *findings, us_arena *arena, us_text in, us_text name,
                     const char *code, us_text message, us_at at)
{
    us_violation *violation = US_NEW(arena, us_violation);
    violation->keyword = code;
    violation->message = message;
    violation->at = at;
    add(findings, arena, (us_finding){ in, name, violation });
}

void us_findings_take(us_findings *findings, us_arena *arena, us_text in, us_text name,
                      const us_check *ck)
{
    for (unsigned i = 0; i < ck->violations; i++)
        add(findings, arena, (us_finding){ in, name, &ck->violation[i] });
    findings->omitted += ck->dropped;
    if (ck->limit && !findings->limit)
        findings->limit = ck->limit_reason ? ck->limit_reason : "a checker gave up";
}

unsigned us_findings_count(const us_findings *findings)
{
    return findings->kept + findings->omitted;
}

us_text us_finding_place(us_arena *arena, const us_finding *finding)
{
    us_text pointer = finding->violation->pointer;
    us_buf out = us_buf_new(arena, 64);
    us_buf_add_string(&out, "in the ");
    us_buf_add(&out, finding->in);
    if (finding->name.length > 0) {
        bool is_header = us_text_equal(finding->in, US_TEXT("header"));
        us_buf_add_string(&out, is_header ? " \"" : " parameter \"");
        us_buf_add(&out, finding->name);
        us_buf_add_byte(&out, '"');
    }
    if (pointer.length > 0) {
        us_buf_add_string(&out, " at ");
        us_buf_add(&out, pointer);
    }
    return us_buf_text(&out);
}

static void write_member(us_buf *out, const char *name, us_text value)
{
    us_buf_print(out, ",\"%s\":", name);
    us_json_write_string(out, value);
}

static void write_raw_member(us_buf *out, const char *name, us_text json)
{
    if (json.length == 0)
        return;
    us_buf_print(out, ",\"%s\":", name);
    us_buf_add(out, json);
}

static void write_location(us_buf *out, const us_finding *finding)
{
    const us_text own[] = { finding->in, finding->name };
    const char *comma = "";
    for (unsigned i = 0; i < 2 + finding->violation->locations; i++) {
        us_text step = i < 2 ? own[i] : finding->violation->location[i - 2];
        if (i < 2 && step.length == 0)
            continue;
        us_buf_add_string(out, comma);
        us_json_write_string(out, step);
        comma = ",";
    }
}

static void write_finding(us_buf *out, us_arena *arena, const us_finding *finding,
                          const us_api *api)
{
    const us_violation *violation = finding->violation;
    us_text spec = us_spec_line(arena, api, violation->at);
    us_buf_add_string(out, "{\"location\":[");
    write_location(out, finding);
    us_buf_add_string(out, "],\"severity\":\"Error\"");
    write_member(out, "code", us_text_of(violation->keyword));
    write_member(out, "message", violation->message);
    write_member(out, "pointer", violation->pointer);
    write_raw_member(out, "expected", violation->expected);
    write_raw_member(out, "actual", violation->actual);
    if (spec.length > 0)
        write_member(out, "spec", spec);
    us_buf_add_byte(out, '}');
}

void us_findings_write_list(us_buf *out, us_arena *arena, const us_findings *findings,
                            const us_api *api)
{
    us_buf_add_byte(out, '[');
    for (unsigned i = 0; i < findings->kept; i++) {
        if (i > 0)
            us_buf_add_byte(out, ',');
        write_finding(out, arena, &findings->finding[i], api);
    }
    us_buf_add_byte(out, ']');
}

void us_findings_write(us_buf *out, us_arena *arena, const us_findings *findings, const us_api *api)
{
    us_buf_add_string(out, ",\"validation\":");
    us_findings_write_list(out, arena, findings, api);
    if (findings->omitted > 0)
        us_buf_print(out, ",\"omitted\":%u", findings->omitted);
}
