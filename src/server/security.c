/* Who may ask for the operation. Requirements are alternatives, the schemes of one requirement are all
 * needed, and a requirement without schemes welcomes everybody (OpenAPI 3.1, 4.8.30).
 *
 * A stand-in knows no users, so credentials that are well formed are accepted, unless the user names those
 * that are known (credentials.h): then a wrong one is 401, and one without a scope that is needed 403. */
#include "server/security.h"

#include "server/problem.h"

/* ---- Judging ------------------------------------------------------------------------------------ */

static bool has_scopes(const us_known *known, const us_scopes *wanted)
{
    for (unsigned i = 0; wanted && i < wanted->scopes; i++)
        if (!us_known_has_scope(known, us_text_from(wanted->scope[i])))
            return false;
    return true;
}

static bool is_covered(const us_turn *turn, const us_scheme *scheme)
{
    return us_credentials_cover(turn->service->options.credentials, turn->cast->api, scheme);
}

static const us_known *find_known(const us_turn *turn, us_admitted *admitted)
{
    unsigned count;
    const us_known *known = us_credentials_of(turn->service->options.credentials, turn->cast->api,
                                              admitted->scheme, &count);
    if (admitted->scheme->kind != US_HTTP_DIGEST)
        return us_credentials_find(known, count, &admitted->credential, &admitted->name_known);
    us_digest_verdict verdict;
    known = us_digest_find(turn, known, count, admitted->credential.secret, &verdict);
    admitted->fault = verdict.fault;
    admitted->name_known = verdict.name_known;
    return known;
}

static enum us_admission judge(const us_turn *turn, us_admitted *admitted)
{
    if (!admitted->credential.present)
        return US_CREDENTIAL_MISSING;
    if (!admitted->credential.well_formed)
        return US_CREDENTIAL_MALFORMED;
    if (!is_covered(turn, admitted->scheme))
        return US_CREDENTIAL_GOOD;
    admitted->known = find_known(turn, admitted);
    if (!admitted->known)
        return US_CREDENTIAL_UNKNOWN;
    return has_scopes(admitted->known, admitted->wanted) ? US_CREDENTIAL_GOOD
                                                         : US_CREDENTIAL_NARROW;
}

static us_admitted admit(const us_turn *turn, const us_requirement *requirement, unsigned scheme)
{
    us_admitted admitted = {
        .scheme = requirement->scheme[scheme],
        .wanted = requirement->wanted ? &requirement->wanted[scheme] : NULL,
        .credential = us_credential_read(turn, requirement->scheme[scheme]),
    };
    admitted.admission = judge(turn, &admitted);
    return admitted;
}

/* What the requirement fails by: the worst of its schemes. */
static enum us_admission admit_all(const us_turn *turn, const us_requirement *requirement)
{
    enum us_admission worst = US_CREDENTIAL_GOOD;
    for (unsigned i = 0; i < requirement->schemes; i++) {
        us_admitted admitted = admit(turn, requirement, i);
        if (admitted.admission < worst)
            worst = admitted.admission;
    }
    return worst;
}

/* ---- Answering ---------------------------------------------------------------------------------- */

/* The value of `error` in a challenge (RFC 6750, 3.1): only a token that was sent can be wrong. */
static const char *error_of(const us_turn *turn, const us_admitted *admitted)
{
    if (admitted->admission == US_CREDENTIAL_NARROW)
        return "insufficient_scope";
    bool wrong = admitted->admission == US_CREDENTIAL_UNKNOWN ||
                 (admitted->admission == US_CREDENTIAL_MALFORMED &&
                  turn->service->options.compat != US_COMPAT_PRISM);
    return wrong && admitted->scheme->kind == US_HTTP_BEARER ? "invalid_token" : NULL;
}

/* Whether an earlier requirement names the scheme: each is reported once. */
static bool named_before(const us_operation *operation, unsigned requirement, unsigned index)
{
    const us_scheme *scheme = operation->requirement[requirement].scheme[index];
    for (unsigned r = 0; r <= requirement; r++) {
        unsigned schemes = r == requirement ? index : operation->requirement[r].schemes;
        for (unsigned s = 0; s < schemes; s++)
            if (operation->requirement[r].scheme[s] == scheme)
                return true;
    }
    return false;
}

/* Prism has no challenge for an API key, and none for credentials that are there and cannot be read; what it has is
 * told in the problem document, too. */
static void tell_challenge(us_turn *turn, const us_admitted *admitted, us_text challenge)
{
    enum us_scheme_kind kind = admitted->scheme->kind;
    bool spoilt = admitted->admission == US_CREDENTIAL_MALFORMED && kind != US_HTTP_BEARER;
    if (turn->service->options.compat != US_COMPAT_PRISM || spoilt ||
        us_credential_is_key(admitted->scheme))
        return;
    turn->challenges = turn->challenges.length == 0
                           ? challenge
                           : us_arena_print(turn->arena, "%.*s,%.*s", US_SHOWN(turn->challenges),
                                            US_SHOWN(challenge));
}

static void add_challenge(us_turn *turn, const us_admitted *admitted)
{
    us_text scope = US_TEXT("");
    if (admitted->admission == US_CREDENTIAL_NARROW)
        scope = us_security_scopes(turn->arena, admitted->wanted);
    us_text challenge =
        us_credential_challenge(turn, admitted->scheme, error_of(turn, admitted), scope);
    bool met = admitted->admission == US_CREDENTIAL_GOOD &&
               turn->service->options.compat == US_COMPAT_PRISM;
    if (challenge.length == 0 || met)
        return;
    us_turn_field(turn, US_TEXT("WWW-Authenticate"), challenge);
    tell_challenge(turn, admitted, challenge);
}

static void report(us_turn *turn, const us_admitted *admitted, us_at at)
{
    if (admitted->scheme->kind == US_HTTP_DIGEST && is_covered(turn, admitted->scheme))
        us_digest_challenge(turn, admitted->fault == US_DIGEST_STALE);
    else
        add_challenge(turn, admitted);
    if (admitted->admission == US_CREDENTIAL_GOOD)
        return;
    us_findings_add(&turn->findings, turn->arena, us_credential_place(admitted->scheme),
                    us_credential_field(admitted->scheme),
                    admitted->admission == US_CREDENTIAL_NARROW
                        ? "scope"
                        : us_turn_code(turn, "security", "401"),
                    us_security_message(turn, admitted), at);
}

static us_text first_message(const us_turn *turn)
{
    return turn->findings.finding[0].violation->message;
}

/* What is wrong with one way in: all that it asks for and does not get. */
static void say_requirement(us_buf *out, us_turn *turn, const us_requirement *requirement)
{
    const char *between = "";
    for (unsigned s = 0; s < requirement->schemes; s++) {
        us_admitted admitted = admit(turn, requirement, s);
        if (admitted.admission == US_CREDENTIAL_GOOD)
            continue;
        us_buf_add_string(out, between);
        us_buf_add(out, us_security_message(turn, &admitted));
        between = ", and ";
    }
}

/* How many ways in a sentence has room for. */
#define WAYS 3

static us_text say_requirements(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    us_buf out = us_buf_new(turn->arena, 256);
    for (unsigned r = 0; r < operation->requirements && r < WAYS; r++) {
        us_buf_add_string(&out, r > 0 ? "; or " : "");
        say_requirement(&out, turn, &operation->requirement[r]);
    }
    if (operation->requirements > WAYS)
        us_buf_print(&out, "; or what %u more ask for", operation->requirements - WAYS);
    return us_buf_text(&out);
}

static bool answer_unauthorized(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    for (unsigned r = 0; r < operation->requirements; r++) {
        const us_requirement *requirement = &operation->requirement[r];
        for (unsigned s = 0; s < requirement->schemes; s++) {
            us_admitted admitted = admit(turn, requirement, s);
            if (!named_before(operation, r, s))
                report(turn, &admitted, requirement->at);
        }
    }
    us_text message = say_requirements(turn);
    return us_turn_refuse(turn, US_PROBLEM_UNAUTHORIZED, "The operation %.*s is protected: %.*s.",
                          (int)operation->id.length, operation->id.bytes, US_SHOWN(message));
}

/* Who sends it is known, and may not do this by any of the requirements that would let it in. */
static bool answer_forbidden(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    for (unsigned r = 0; r < operation->requirements; r++) {
        const us_requirement *requirement = &operation->requirement[r];
        if (admit_all(turn, requirement) != US_CREDENTIAL_NARROW)
            continue;
        for (unsigned s = 0; s < requirement->schemes; s++) {
            us_admitted admitted = admit(turn, requirement, s);
            if (admitted.admission == US_CREDENTIAL_NARROW)
                report(turn, &admitted, requirement->at);
        }
    }
    us_text message = first_message(turn);
    return us_turn_refuse(turn, US_PROBLEM_FORBIDDEN, "The operation %.*s needs more: %.*s.",
                          (int)operation->id.length, operation->id.bytes, US_SHOWN(message));
}

bool us_step_security(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    bool known = false;
    if (turn->no_security || operation->requirements == 0)
        return true;
    us_digest_begin(turn);
    for (unsigned i = 0; i < operation->requirements; i++) {
        enum us_admission admission = admit_all(turn, &operation->requirement[i]);
        if (admission == US_CREDENTIAL_GOOD)
            return true;
        known |= admission == US_CREDENTIAL_NARROW;
    }
    return known ? answer_forbidden(turn) : answer_unauthorized(turn);
}
