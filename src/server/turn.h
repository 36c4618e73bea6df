/* One turn on the stage: what is known about a request while it is being answered.
 *
 * Answering is a list of steps (exchange.c). Each looks at the turn and either lets it go on (true) or
 * has given the answer (false). */
#ifndef US_TURN_H
#define US_TURN_H

#include "server/exchange.h"
#include "server/findings.h"
#include "server/media.h"
#include "server/nonce.h"
#include "server/pairs.h"
#include "server/service_inside.h"

/* A number that the client may ask for. */
typedef struct us_wished {
    bool said;
    unsigned number;
} us_wished;

typedef struct us_turn {
    const us_service *service;
    us_arena *arena;
    const us_request *request;
    us_reply *reply;

    us_field *field; /* of the reply, so far */
    unsigned fields, field_room;

    const us_cast *cast; /* from routing on */
    const us_operation *operation;
    us_pairs path, query, cookie;           /* what may hold parameters */
    us_dialect query_dialect, form_dialect; /* how lists and objects are spelled there */
    us_text body; /* of the request, its codings undone; from the step of the body on */
    const struct us_json *value; /* what it spells, and as what it was read; NULL: it was not */
    const us_media *media;
    us_findings findings;

    us_text prism_preference;               /* what Prism says of preferences that cannot be read */
    us_text prefer_code, prefer_example;    /* what the client asks for; empty: nothing */
    us_text prefer_variant, prefer_session; /* the same */
    bool delayed;                           /* it has waited as long as the client asked for */
    us_text wanted_type;                    /* of an example that there is not; empty: any */
    bool dynamic;                           /* the answer is to be random … */
    uint64_t seed;                          /* … and made from this */
    us_wished stream_count, stream_interval; /* of the answer, if it is a stream */
    us_text applied;               /* what of it is obeyed, as Preference-Applied says it */
    us_text detail;                /* of the problem that was answered */
    bool forwarded;                /* the reply is an upstream's */
    enum us_validation validation; /* of this request; from the step of preferences on */
    bool no_security;              /* the same */
    bool unauthorized;             /* some finding is about credentials */
    us_text challenges;            /* as Prism's problem document tells of them */
    enum us_nonce nonce;           /* of its Digest credentials (digest.c) */
    unsigned declared_status; /* the document's, instead of the problem's own; 0: there is none */
    bool paged;               /* what tells of pages in the head was said (paging.h) */
} us_turn;

typedef bool us_step(us_turn *turn);

us_step us_step_framing;       /* framing.c: is this one request, whole? */
us_step us_step_preflight;     /* cors.c */
us_step us_step_own_pages;     /* pages.c: /__understudy/… */
us_step us_step_steady_pages;  /* steady.c: /_x-steady/… */
us_step us_step_route;         /* exchange.c */
us_step us_step_length;        /* body.c: is the body as long as may be? */
us_step us_step_gather;        /* parameter.c: cuts query and cookies up */
us_step us_step_server;        /* servers.c: the server that the request names */
us_step us_step_preference;    /* prefer.c */
us_step us_step_steady_fields; /* steady.c: X-Steady-… of the request */
us_step us_step_security;      /* security.c */
us_step us_step_parameters;    /* parameter.c: findings, no answer but to what cannot be read */
us_step us_step_undeclared;    /* undeclared.c: names in the query that nobody declared */
us_step us_step_body;          /* body.c: the same */
us_step us_step_paging;        /* paging_token.c: the same */
us_step us_step_verdict;       /* exchange.c: answers when there are findings */
us_step us_step_deprecated;    /* deprecated.c: warns */
us_step us_step_choose;        /* choose.c: always answers */
us_step us_step_forward;       /* forward.c: the same, with an upstream's answer */

/* Tells the recorder, if there is one, what was asked and answered; `held` is the body if it was read, and otherwise the
 * answer's is copied as it passes. `broken`: it breaks the contract (recorder.c). */
struct us_answer;
void us_turn_record(us_turn *turn, struct us_answer *answer, us_text held, bool broken);

/* How Steady's users say for one request how its query and its form are spelled: X-Steady-Query-Array-Format,
 * -Query-Object-Format, -Form-Array-Format, -Form-Object-Format. False: they say nothing that is known, and that was
 * answered (dialect_field.c). */
bool us_dialect_of_fields(us_turn *turn);

/* The server that the request names; empty: none (servers.c). */
us_text us_server_wished(const us_turn *turn);

/* Adds a field to the reply. */
void us_turn_field(us_turn *turn, us_text name, us_text value);

/* Answers 200 with a page of the stand-in's own (pages.c). Returns false, as a step that has answered does. */
bool us_turn_own_page(us_turn *turn, us_text body, const char *type);

/* What a violation is called that is no keyword's: `own`, or `prism` in the conventions of Prism. */
static inline const char *us_turn_code(const us_turn *turn, const char *own, const char *prism)
{
    return turn->service->options.compat == US_COMPAT_PRISM ? prism : own;
}

/* Writes status line and challenges as Prism's users expect them (prism.c). */
void us_turn_prism(us_turn *turn);

/* Adds the fields that Steady's users expect (steady_fields.c). */
void us_turn_steady(us_turn *turn);

/* Adds the field Deprecation to the answer of an operation that is (deprecated.c). */
void us_turn_deprecation(us_turn *turn);

/* Adds the CORS fields that every reply has (cors.c). */
void us_turn_cors(us_turn *turn);

/* Packs a body that is worth it, when the client asks for that (compress.c). */
void us_turn_compress(us_turn *turn);

/* What the operation declares for a status: it, its range, or the default; or NULL (choose.c). */
const us_response *us_declared_response(const us_operation *operation, unsigned status);

/* "200, 4XX, default": of the turn's operation (choose.c). */
us_text us_declared_statuses(const us_turn *turn);

/* The media type, of those that are declared, that fits best: a range stands behind a whole name. NULL: none
 * does (body.c). */
const us_media *us_declared_media(const us_media *media, unsigned medias,
                                  const us_media_type *type);

/* The line of the spec where something of the turn's API stands. */
us_text us_turn_line(const us_turn *turn, us_at at);

#endif
