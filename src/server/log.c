/* Entries of the log. What clients and upstreams say cannot write lines of its own. */
#include "server/log.h"

#include "server/problem.h"

void us_log_add(us_buf *out, us_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        us_buf_add_byte(out, byte < 0x20 || byte == 0x7F ? ' ' : text.bytes[i]);
    }
}

static void add_finding(us_buf *out, us_turn *turn, const us_finding *finding)
{
    us_text place = us_finding_place(turn->arena, finding);
    us_text line = turn->cast ? us_turn_line(turn, finding->violation->at) : US_TEXT("");
    us_buf_print(out, "  %s in the %s",
                 finding->severity == US_SEVERITY_ERROR ? "Error" : "Warning",
                 finding->direction == US_RESPONSE ? "answer" : "request");
    us_buf_print(out, "%s%.*s: ", place.length > 0 ? ", " : "", US_SHOWN(place));
    us_log_add(out, finding->violation->message);
    if (line.length > 0)
        us_buf_print(out, " (%.*s)", US_SHOWN(line));
    us_buf_add_byte(out, '\n');
}

static void add_summary(us_buf *out, const us_turn *turn)
{
    unsigned count = us_findings_count(&turn->findings);
    us_log_add(out, us_text_slice(turn->request->method, 0, 40));
    us_buf_add_byte(out, ' ');
    us_log_add(out, us_text_slice(turn->request->path, 0, 500));
    us_buf_print(out, " -> %u", turn->reply->status);
    if (count > 0)
        us_buf_print(out, ", %u violation%s", count, count == 1 ? "" : "s");
    us_buf_add_byte(out, '\n');
}

/* Where the findings do not say why. */
static void add_problem(us_buf *out, const us_turn *turn)
{
    if (turn->reply->problem.length == 0 || (turn->findings.kept > 0 && turn->reply->status < 500))
        return;
    us_buf_add_string(out, "  ");
    us_log_add(out, turn->detail);
    us_buf_add_byte(out, '\n');
}

static enum us_log_level level_of(const us_turn *turn)
{
    if (us_findings_refuse(&turn->findings, 0) || turn->reply->problem.length > 0)
        return US_LOG_ERRORS;
    return us_findings_count(&turn->findings) > 0 ? US_LOG_WARNINGS : US_LOG_ALL;
}

void us_turn_log(us_turn *turn)
{
    const us_service_options *options = &turn->service->options;
    us_buf out = us_buf_new(turn->arena, 256);
    if (!options->log || level_of(turn) > options->log_level)
        return;
    add_summary(&out, turn);
    for (unsigned i = 0; i < turn->findings.kept; i++)
        add_finding(&out, turn, &turn->findings.finding[i]);
    add_problem(&out, turn);
    options->log(us_buf_text(&out));
}
