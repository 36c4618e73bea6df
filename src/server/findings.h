/* What is wrong with a request, and with the answer that an upstream gave to it: the violations of
 * parameters and bodies, together. */
#ifndef US_FINDINGS_H
#define US_FINDINGS_H

#include "runtime/check.h"

/* A warning breaks nothing by itself: `--errors` does not refuse for it. */
enum us_severity { US_SEVERITY_ERROR, US_SEVERITY_WARNING };

typedef struct us_finding {
    enum us_direction direction;
    enum us_severity severity;
    us_text in;   /* "path", "query", "header", "cookie", "body"; empty: a value by itself */
    us_text name; /* of the parameter; of the body empty */
    const us_violation *violation;
} us_finding;

typedef struct us_findings {
    enum us_direction direction; /* of what is being looked at: US_RESPONSE, or else a request */
    us_finding *finding;         /* US_VIOLATIONS of them, allocated with the first */
    unsigned kept;
    unsigned omitted;
    us_finding *aside; /* no findings, but what the other branches say (branches.h) */
    unsigned asides;
    const char *limit; /* why a checker could not decide, or NULL */
} us_findings;

/* Adds one violation that stands by itself: the value is the whole parameter or body. */
void us_findings_add(us_findings *findings, us_arena *arena, us_text in, us_text name,
                     const char *code, us_text message, us_at at);

/* The same of a violation that also has what the contract expects, or what there is instead. It is copied. */
void us_findings_add_violation(us_findings *findings, us_arena *arena, us_text in, us_text name,
                               const us_violation *violation);

/* The same with a warning: nothing that a checker found, but worth knowing. */
void us_findings_warn(us_findings *findings, us_arena *arena, us_text in, us_text name,
                      const char *code, us_text message, us_at at);

/* Adds a violation of a member of the value, or an item: then its index; or warns of it. */
void us_findings_add_member(us_findings *findings, us_arena *arena, us_text in, us_text member,
                            const char *code, us_text message, us_at at);
void us_findings_warn_member(us_findings *findings, us_arena *arena, us_text in, us_text member,
                             const char *code, us_text message, us_at at);

/* Adds all that a run of a checker found. */
void us_findings_take(us_findings *findings, us_arena *arena, us_text in, us_text name,
                      const us_check *ck);

/* The same with warnings. */
void us_findings_take_warnings(us_findings *findings, us_arena *arena, us_text in, us_text name,
                               const us_check *ck);

/* How many there are, omitted ones included. */
unsigned us_findings_count(const us_findings *findings);

/* Whether there is an error, not only warnings, among the findings from number `from` on. */
bool us_findings_refuse(const us_findings *findings, unsigned from);

/* Those that are errors of the answer; what was omitted may be such, too. */
us_findings us_findings_of_answer(us_arena *arena, const us_findings *findings);

/* "in the query parameter "limit"", "in the body at /integrations/0"; empty for a message as a whole. */
us_text us_finding_place(us_arena *arena, const us_finding *finding);

/* What is wrong, and of alternatives also what is wrong with the one that was meant:
 * "matches none …; number 1 is the closest: /card/number must match the pattern …". */
us_text us_finding_message(us_arena *arena, const us_findings *findings, const us_finding *finding);

/* The same as Steady has it: "query.limit", "body.lines.0.sku"; of a message as a whole "request". */
us_text us_finding_path(us_arena *arena, const us_finding *finding);

/* How much is written of each: all that is known, or location, severity, code and message. */
enum us_telling { US_TELL_ALL, US_TELL_BRIEFLY };

/* Writes the violations that were kept as a JSON array. `api` is theirs, or NULL. */
void us_findings_write_list(us_buf *out, us_arena *arena, const us_findings *findings,
                            const us_api *api);

/* Writes the members `validation` and, when some are omitted, `omitted`, each after a comma. */
void us_findings_write(us_buf *out, us_arena *arena, const us_findings *findings, const us_api *api,
                       enum us_telling telling);

/* The value of a field that tells of them: a JSON array in ASCII. Told briefly it is that of `sl-violations`, as
 * Prism has it. Only whole violations: those for which `most` bytes have no room, or that were not kept, are
 * counted by a last element. */
us_text us_findings_field(us_arena *arena, const us_findings *findings, const us_api *api,
                          enum us_telling telling, size_t most);

#endif
