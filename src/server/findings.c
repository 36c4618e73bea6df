/* Collecting violations and writing them: as the `validation` member of a problem document, and as a field. */
#include "server/findings.h"

#include "base/pointer.h"
#include "base/utf8.h"
#include "runtime/branches.h"
#include "server/service_inside.h"

static void add(us_findings *findings, us_arena *arena, us_finding finding)
{
    if (findings->kept == US_VIOLATIONS) {
        findings->omitted++;
        return;
    }
    if (!findings->finding)
        findings->finding = us_arena_alloc(arena, sizeof(us_finding) * US_VIOLATIONS);
    finding.direction = findings->direction;
    findings->finding[findings->kept++] = finding;
}

static us_finding of_one(us_arena *arena, us_text in, us_text name, const char *code,
                         us_text message, us_at at)
{
    us_violation *violation = US_NEW(arena, us_violation);
    violation->keyword = code;
    violation->message = message;
    violation->at = at;
    return (us_finding){ .in = in, .name = name, .violation = violation };
}

void us_findings_add(us_findings *findings, us_arena *arena, us_text in, us_text name,
                     const char *code, us_text message, us_at at)
{
    add(findings, arena, of_one(arena, in, name, code, message, at));
}

void us_findings_warn(us_findings *findings, us_arena *arena, us_text in, us_text name,
                      const char *code, us_text message, us_at at)
{
    us_finding finding = of_one(arena, in, name, code, message, at);
    finding.severity = US_SEVERITY_WARNING;
    add(findings, arena, finding);
}

static us_text pointer_to(us_arena *arena, us_text member)
{
    us_buf out = us_buf_new(arena, member.length + 8);
    us_pointer_add(&out, member);
    return us_buf_text(&out);
}

void us_findings_add_violation(us_findings *findings, us_arena *arena, us_text in, us_text name,
                               const us_violation *violation)
{
    us_violation *copy = US_NEW(arena, us_violation);
    *copy = *violation;
    add(findings, arena, (us_finding){ .in = in, .name = name, .violation = copy });
}

static us_finding of_member(us_arena *arena, us_text in, us_text member, const char *code,
                            us_text message, us_at at)
{
    us_violation *violation = US_NEW(arena, us_violation);
    *violation = (us_violation){ .keyword = code,
                                 .message = message,
                                 .pointer = pointer_to(arena, member),
                                 .location = US_NEW(arena, us_text),
                                 .locations = 1,
                                 .at = at };
    *violation->location = member;
    return (us_finding){ .in = in, .violation = violation };
}

void us_findings_add_member(us_findings *findings, us_arena *arena, us_text in, us_text member,
                            const char *code, us_text message, us_at at)
{
    add(findings, arena, of_member(arena, in, member, code, message, at));
}

void us_findings_warn_member(us_findings *findings, us_arena *arena, us_text in, us_text member,
                             const char *code, us_text message, us_at at)
{
    us_finding finding = of_member(arena, in, member, code, message, at);
    finding.severity = US_SEVERITY_WARNING;
    add(findings, arena, finding);
}

static void add_aside(us_findings *findings, us_arena *arena, us_finding finding)
{
    if (findings->asides == US_VIOLATIONS)
        return;
    if (!findings->aside)
        findings->aside = us_arena_alloc(arena, sizeof(us_finding) * US_VIOLATIONS);
    finding.direction = findings->direction;
    findings->aside[findings->asides++] = finding;
}

static void take(us_findings *findings, us_arena *arena, us_finding as, const us_check *ck)
{
    for (unsigned i = 0; i < ck->violations; i++) {
        as.violation = &ck->violation[i];
        add(findings, arena, as);
    }
    findings->omitted += ck->dropped;
    for (unsigned i = 0; ck->branches && i < ck->branches->violations; i++) {
        as.violation = &ck->branches->violation[i];
        add_aside(findings, arena, as);
    }
}

void us_findings_take_warnings(us_findings *findings, us_arena *arena, us_text in, us_text name,
                               const us_check *ck)
{
    take(findings, arena, (us_finding){ .severity = US_SEVERITY_WARNING, .in = in, .name = name },
         ck);
}

void us_findings_take(us_findings *findings, us_arena *arena, us_text in, us_text name,
                      const us_check *ck)
{
    take(findings, arena, (us_finding){ .in = in, .name = name }, ck);
    if (ck->limit && !findings->limit)
        findings->limit = ck->limit_reason ? ck->limit_reason : "a checker gave up";
}

unsigned us_findings_count(const us_findings *findings)
{
    return findings->kept + findings->omitted;
}

bool us_findings_refuse(const us_findings *findings, unsigned from)
{
    for (unsigned i = from; i < findings->kept; i++)
        if (findings->finding[i].severity == US_SEVERITY_ERROR)
            return true;
    return false;
}

us_findings us_findings_of_answer(us_arena *arena, const us_findings *findings)
{
    us_findings chosen = { .direction = US_RESPONSE, .omitted = findings->omitted };
    for (unsigned i = 0; i < findings->kept; i++)
        if (findings->finding[i].direction == US_RESPONSE &&
            findings->finding[i].severity == US_SEVERITY_ERROR)
            add(&chosen, arena, findings->finding[i]);
    for (unsigned i = 0; i < findings->asides; i++)
        if (findings->aside[i].direction == US_RESPONSE)
            add_aside(&chosen, arena, findings->aside[i]);
    return chosen;
}

us_text us_finding_place(us_arena *arena, const us_finding *finding)
{
    us_text pointer = finding->violation->pointer;
    us_buf out = us_buf_new(arena, 64);
    if (finding->in.length == 0)
        return us_buf_text(&out);
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

/* What the branch that was meant says, of which a violation tells only that it is the closest. */
static const us_violation *reason_of(const us_findings *findings, const us_violation *whole)
{
    for (unsigned i = 0; i < findings->kept; i++)
        if (findings->finding[i].violation->of == whole)
            return findings->finding[i].violation;
    return NULL;
}

us_text us_finding_message(us_arena *arena, const us_findings *findings, const us_finding *finding)
{
    const us_violation *violation = finding->violation, *reason = violation;
    us_buf out = us_buf_new(arena, 256);
    us_buf_add(&out, violation->message);
    while ((reason = reason_of(findings, reason))) {
        us_buf_add_string(&out, ": ");
        if (!us_text_equal(reason->pointer, violation->pointer)) {
            us_buf_add(&out, reason->pointer);
            us_buf_add_byte(&out, ' ');
        }
        us_buf_add(&out, reason->message);
    }
    return us_buf_text(&out);
}

us_text us_finding_path(us_arena *arena, const us_finding *finding)
{
    us_buf out = us_buf_new(arena, 64);
    us_buf_add(&out, finding->in.length > 0 ? finding->in : US_TEXT("request"));
    if (finding->name.length > 0) {
        us_buf_add_byte(&out, '.');
        us_buf_add(&out, finding->name);
    }
    for (unsigned i = 0; i < finding->violation->locations; i++) {
        us_buf_add_byte(&out, '.');
        us_buf_add(&out, finding->violation->location[i]);
    }
    return us_buf_text(&out);
}

/* A status stands for itself, as a number. */
static void write_code(us_buf *out, const char *code)
{
    if (!*code)
        return;
    if (code[0] >= '0' && code[0] <= '9')
        us_buf_print(out, ",\"code\":%s", code);
    else
        us_json_write_text(out, ",\"code\":", us_text_of(code));
}

static void write_raw_member(us_buf *out, const char *name, us_text json)
{
    if (json.length == 0)
        return;
    us_buf_print(out, ",\"%s\":", name);
    us_buf_add(out, json);
}

/* `before` is what comes ahead of the finding's own steps: "" or "\"request\"". */
static void write_location(us_buf *out, const char *before, const us_finding *finding)
{
    const us_text own[] = { finding->in, finding->name };
    const char *comma = *before ? "," : "";
    us_buf_add_string(out, before);
    for (unsigned i = 0; i < 2 + finding->violation->locations; i++) {
        us_text step = i < 2 ? own[i] : finding->violation->location[i - 2];
        if (i < 2 && step.length == 0)
            continue;
        us_buf_add_string(out, comma);
        us_json_write_string(out, step);
        comma = ",";
    }
}

static void write_severity(us_buf *out, const us_finding *finding)
{
    us_buf_add_string(out, finding->severity == US_SEVERITY_WARNING ? "\"severity\":\"Warning\""
                                                                    : "\"severity\":\"Error\"");
}

/* A problem is about the request unless it says otherwise. */
static const char *origin_of(const us_finding *finding)
{
    return finding->direction == US_RESPONSE ? "\"response\"" : "";
}

static void write_finding(us_buf *out, us_arena *arena, const us_finding *finding,
                          const us_api *api)
{
    const us_violation *violation = finding->violation;
    us_text spec = api ? us_spec_line(arena, api, violation->at) : US_TEXT("");
    us_buf_add_string(out, "{\"location\":[");
    write_location(out, origin_of(finding), finding);
    us_buf_add_string(out, "],");
    write_severity(out, finding);
    write_code(out, violation->keyword);
    us_json_write_text(out, ",\"message\":", violation->message);
    us_json_write_text(out, ",\"pointer\":", violation->pointer);
    write_raw_member(out, "expected", violation->expected);
    write_raw_member(out, "actual", violation->actual);
    if (spec.length > 0)
        us_json_write_text(out, ",\"spec\":", spec);
    us_buf_add_byte(out, '}');
}

static void write_briefly(us_buf *out, const char *before, const us_finding *finding)
{
    us_buf_add_string(out, "{");
    if (*before || finding->in.length > 0) {
        us_buf_add_string(out, "\"location\":[");
        write_location(out, before, finding);
        us_buf_add_string(out, "],");
    }
    write_severity(out, finding);
    write_code(out, finding->violation->keyword);
    us_json_write_text(out, ",\"message\":", finding->violation->message);
    us_buf_add_byte(out, '}');
}

static void write_list(us_buf *out, us_arena *arena, const us_findings *findings, const us_api *api,
                       enum us_telling telling)
{
    us_buf_add_byte(out, '[');
    for (unsigned i = 0; i < findings->kept; i++) {
        const us_finding *finding = &findings->finding[i];
        if (i > 0)
            us_buf_add_byte(out, ',');
        if (telling == US_TELL_ALL)
            write_finding(out, arena, finding, api);
        else
            write_briefly(out, origin_of(finding), finding);
    }
    us_buf_add_byte(out, ']');
}

void us_findings_write_list(us_buf *out, us_arena *arena, const us_findings *findings,
                            const us_api *api)
{
    write_list(out, arena, findings, api, US_TELL_ALL);
}

void us_findings_write(us_buf *out, us_arena *arena, const us_findings *findings, const us_api *api,
                       enum us_telling telling)
{
    us_buf_add_string(out, ",\"validation\":");
    write_list(out, arena, findings, api, telling);
    if (findings->omitted > 0)
        us_buf_print(out, ",\"omitted\":%u", findings->omitted);
}

/* ---- As a header field ---------------------------------------------------------------------------- */

/* How much of a field's value is kept free for the last element, which counts what was left out. */
#define OMITTED_ROOM 96

/* JSON text in ASCII: what is beyond stands inside strings, where it can be escaped (RFC 8259, 7). */
static void add_ascii(us_buf *out, us_text json)
{
    for (size_t at = 0; at < json.length;) {
        uint32_t point;
        unsigned length = us_utf8_decode(us_text_slice(json, at, json.length), &point);
        if (point < 0x80)
            us_buf_add_byte(out, (char)point);
        else if (point < 0x10000)
            us_buf_print(out, "\\u%04x", point);
        else
            us_buf_print(out, "\\u%04x\\u%04x", 0xD800 + ((point - 0x10000) >> 10),
                         0xDC00 + (point & 0x3FF));
        at += length;
    }
}

us_text us_findings_field(us_arena *arena, const us_findings *findings, const us_api *api,
                          enum us_telling telling, size_t most)
{
    us_buf out = us_buf_new(arena, 512), one = us_buf_new(arena, 256);
    unsigned written = 0, count = us_findings_count(findings);
    us_buf_add_byte(&out, '[');
    for (; written < findings->kept; written++) {
        const us_finding *finding = &findings->finding[written];
        size_t before = out.length;
        one.length = 0;
        if (telling == US_TELL_ALL)
            write_finding(&one, arena, finding, api);
        else
            write_briefly(&one, *origin_of(finding) ? origin_of(finding) : "\"request\"", finding);
        us_buf_add_string(&out, written > 0 ? "," : "");
        add_ascii(&out, us_buf_text(&one));
        if (out.length + OMITTED_ROOM > most) {
            out.length = before;
            break;
        }
    }
    if (written < count)
        us_buf_print(&out,
                     "%s{\"location\":[\"request\"],\"severity\":\"Information\","
                     "\"code\":\"omitted\",\"message\":\"and %u more\"}",
                     written > 0 ? "," : "", count - written);
    us_buf_add_byte(&out, ']');
    return us_buf_text(&out);
}
