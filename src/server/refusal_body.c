/* The body of a refusal, written by the plan that the compiler found in its schema. */
#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"
#include "server/refusal.h"

typedef struct teller {
    const us_refusal *refusal;
    us_arena *arena;
    us_buf out;
    const us_findings *findings;
    const us_finding *current; /* what is being told of; NULL: of all together */
    us_text only;              /* the field that is being told of; without bytes: any */
    enum us_length length;
} teller;

/* Writes one place; false: there is nothing to say, and nothing was written. */
static bool say(teller *t, const us_saying *saying);

/* ---- What went wrong ------------------------------------------------------------------------------------ */

/* A warning is no reason to refuse. */
static bool is_reason(const us_finding *finding)
{
    return finding->severity == US_SEVERITY_ERROR;
}

/* Of all together the first stands for the rest. */
static const us_finding *finding_of(const teller *t)
{
    const us_finding *found = t->current;
    for (unsigned i = 0; !found && i < t->findings->kept; i++)
        if (is_reason(&t->findings->finding[i]))
            found = &t->findings->finding[i];
    return found;
}

static us_text message_of(const teller *t)
{
    return t->current ? t->current->violation->message : t->refusal->detail;
}

static us_text sentence_of(const teller *t)
{
    if (!t->current)
        return t->refusal->detail;
    us_text place = us_finding_place(t->arena, t->current);
    return us_arena_print(t->arena, "%.*s: %.*s", US_SHOWN(place),
                          US_SHOWN(t->current->violation->message));
}

static us_text code_of(const teller *t)
{
    const us_finding *finding = finding_of(t);
    return finding ? us_text_of(finding->violation->keyword) : t->refusal->kind->slug;
}

static bool is_in(const us_finding *finding, us_text place)
{
    return finding && us_text_equal(finding->in, place);
}

/* "size.width"; of what is wrong as a whole "body". */
static us_text field_of(const teller *t, const us_finding *finding)
{
    us_buf field = us_buf_new(t->arena, 32);
    if (!finding)
        return US_TEXT("");
    us_buf_add(&field, finding->name);
    for (unsigned i = 0; i < finding->violation->locations; i++) {
        us_buf_add_string(&field, field.length > 0 ? "." : "");
        us_buf_add(&field, finding->violation->location[i]);
    }
    return field.length > 0 ? us_buf_text(&field) : finding->in;
}

/* ---- Words ---------------------------------------------------------------------------------------------- */

#define STEMS 6

/* What a fault is called, by the status that fits it best; the last row is for the rest. */
static const struct {
    unsigned status;
    const char *word, *capitals, *camel_case;
    const char *stem[STEMS]; /* of words that documents have for it, the best first */
} words[] = {
    { 401,
      "unauthorized",
      "UNAUTHENTICATED",
      "Unauthenticated",
      { "unauth", "auth", "credential", "token" } },
    { 403,
      "forbidden",
      "PERMISSION_DENIED",
      "PermissionDenied",
      { "forbid", "permission", "denied", "access" } },
    { 413,
      "request_too_large",
      "REQUEST_ENTITY_TOO_LARGE",
      "RequestEntityTooLarge",
      { "large", "size", "invalid", "bad" } },
    { 415,
      "unsupported_media_type",
      "INVALID_ARGUMENT",
      "UnsupportedMediaType",
      { "media", "unsupported", "invalid", "bad" } },
    { 0,
      "invalid_request",
      "INVALID_ARGUMENT",
      "InvalidArgument",
      { "invalid_request", "invalid", "valid", "bad", "unprocess", "malformed" } },
};

static size_t words_for(const teller *t)
{
    size_t row = 0;
    while (words[row].status && words[row].status != t->refusal->kind->status)
        row++;
    return row;
}

static bool has_stem(us_text word, us_text stem)
{
    for (size_t i = 0; i + stem.length <= word.length; i++)
        if (us_text_equal_nocase(us_text_slice(word, i, i + stem.length), stem))
            return true;
    return false;
}

static us_text choose_word(const teller *t, const us_saying *saying)
{
    const char *const *stem = words[words_for(t)].stem;
    for (unsigned s = 0; s < STEMS && stem[s]; s++)
        for (unsigned i = 0; i < saying->choices; i++)
            if (has_stem(us_text_from(saying->choice[i]), us_text_of(stem[s])))
                return us_text_from(saying->choice[i]);
    return saying->choices > 0 ? us_text_from(saying->choice[0]) : US_TEXT("");
}

/* A UUID (RFC 9562, version 8), the same for the same fault: a run can be repeated. */
static us_text id_of(const teller *t)
{
    uint32_t part[4];
    us_buf seed = us_buf_new(t->arena, 128);
    us_buf_add(&seed, t->refusal->kind->slug);
    us_buf_add(&seed, t->refusal->detail);
    for (unsigned i = 0; i < 4; i++) {
        us_buf_print(&seed, "%u", i);
        part[i] = us_hash(seed.bytes, seed.length);
    }
    return us_arena_print(t->arena, "%08x-%04x-8%03x-%04x-%04x%08x", part[0], part[1] >> 16,
                          part[1] & 0xFFF, 0x8000 | (part[2] >> 16 & 0x3FFF), part[2] & 0xFFFF,
                          part[3]);
}

/* ---- Texts ---------------------------------------------------------------------------------------------- */

/* Without bytes: there is nothing to say. */
static us_text place_text(const teller *t, enum us_say what)
{
    const us_finding *finding = finding_of(t);
    bool path = is_in(finding, US_TEXT("path")) || is_in(finding, US_TEXT("query"));
    us_text nothing = { NULL, 0 };
    switch (what) {
    case US_SAY_FIELD:
        return finding ? field_of(t, finding) : nothing;
    case US_SAY_POINTER:
        return is_in(finding, US_TEXT("body")) ? finding->violation->pointer : nothing;
    case US_SAY_PARAMETER:
        return path ? finding->name : nothing;
    case US_SAY_HEADER:
        return is_in(finding, US_TEXT("header")) ? finding->name : nothing;
    default: /* US_SAY_IN */
        return finding ? finding->in : nothing;
    }
}

static us_text text_of(const teller *t, const us_saying *saying)
{
    switch (saying->say) {
    case US_SAY_MESSAGE:
        return message_of(t);
    case US_SAY_SENTENCE:
        return sentence_of(t);
    case US_SAY_TITLE:
        return us_text_of(us_status_phrase(t->refusal->status));
    case US_SAY_CODE:
        return code_of(t);
    case US_SAY_WORD:
        return us_text_of(words[words_for(t)].word);
    case US_SAY_WORD_IN_CAPITALS:
        return us_text_of(words[words_for(t)].capitals);
    case US_SAY_WORD_IN_CAMEL_CASE:
        return us_text_of(words[words_for(t)].camel_case);
    case US_SAY_CHOICE:
        return choose_word(t, saying);
    case US_SAY_STATUS_AS_TEXT:
        return us_arena_print(t->arena, "%u", t->refusal->status);
    case US_SAY_TYPE:
        return us_arena_print(t->arena, "/__understudy/problems/%.*s",
                              US_SHOWN(t->refusal->kind->slug));
    case US_SAY_ID:
        return id_of(t);
    default:
        return place_text(t, saying->say);
    }
}

static bool say_text(teller *t, const us_saying *saying)
{
    us_text text = text_of(t, saying);
    if (!text.bytes && !saying->required)
        return false;
    if (saying->longest > 0)
        text = us_utf8_cut(text, saying->longest);
    us_json_write_string(&t->out, text);
    return true;
}

/* ---- Lists and objects ------------------------------------------------------------------------------------ */

/* Without these nobody learns what is wrong: those that say it, and what they stand in. */
static bool is_needed(const us_saying *part)
{
    return part->required || part->say <= US_SAY_SENTENCE;
}

static bool say_members(teller *t, const us_saying *saying)
{
    const char *before = "";
    us_buf_add_byte(&t->out, '{');
    for (unsigned i = 0; i < saying->parts; i++) {
        const us_saying *part = &saying->part[i];
        size_t start = t->out.length;
        if (t->length > US_LENGTH_WHOLE && !is_needed(part))
            continue;
        us_json_write_text(&t->out, before, us_text_from(part->name));
        us_buf_add_byte(&t->out, ':');
        if (say(t, part))
            before = ",";
        else
            t->out.length = start;
    }
    us_buf_add_byte(&t->out, '}');
    return true;
}

static bool is_told(const teller *t, const us_finding *finding)
{
    return is_reason(finding) && (!t->only.bytes || us_text_equal(field_of(t, finding), t->only));
}

/* What is no violation, such as a body that is no JSON, is told as one. */
static bool say_each(teller *t, const us_saying *saying)
{
    const us_finding *before = t->current;
    unsigned told = 0;
    us_buf_add_byte(&t->out, '[');
    for (unsigned i = 0;
         i < t->findings->kept && !(t->length == US_LENGTH_ONE_VIOLATION && told > 0); i++) {
        t->current = &t->findings->finding[i];
        if (!is_told(t, t->current))
            continue;
        us_buf_add_string(&t->out, told++ > 0 ? "," : "");
        if (!say(t, saying->part))
            us_buf_add_string(&t->out, "null");
    }
    t->current = before;
    if (told == 0 && !say(t, saying->part))
        us_buf_add_string(&t->out, "null");
    us_buf_add_byte(&t->out, ']');
    return true;
}

static bool say_one(teller *t, const us_saying *saying)
{
    us_buf_add_byte(&t->out, '[');
    if (!say(t, saying->part))
        us_buf_add_string(&t->out, "null");
    us_buf_add_byte(&t->out, ']');
    return true;
}

static bool is_first_of_field(const teller *t, unsigned index, us_text field)
{
    const us_finding *finding = t->findings->finding;
    for (unsigned i = 0; i < index; i++)
        if (is_reason(&finding[i]) && us_text_equal(field_of(t, &finding[i]), field))
            return false;
    return is_reason(&finding[index]);
}

static void say_field(teller *t, const us_saying *saying, us_text field)
{
    us_json_write_string(&t->out, field);
    us_buf_add_byte(&t->out, ':');
    t->only = field;
    if (!say(t, saying->part))
        us_buf_add_string(&t->out, "null");
    t->only = (us_text){ NULL, 0 };
}

static bool say_fields(teller *t, const us_saying *saying)
{
    const char *before = "";
    us_buf_add_byte(&t->out, '{');
    for (unsigned i = 0; i < t->findings->kept; i++) {
        us_text field = field_of(t, &t->findings->finding[i]);
        if (!is_first_of_field(t, i, field))
            continue;
        us_buf_add_string(&t->out, before);
        before = ",";
        t->current = &t->findings->finding[i];
        say_field(t, saying, field);
    }
    t->current = NULL;
    if (!*before)
        say_field(t, saying, t->refusal->kind->slug);
    us_buf_add_byte(&t->out, '}');
    return true;
}

/* ---- Steps ---------------------------------------------------------------------------------------------- */

static bool is_index(us_text step)
{
    return us_text_is_digits(step) && step.length < 10 &&
           (step.bytes[0] != '0' || step.length == 1);
}

static void add_step(teller *t, us_text step, bool number)
{
    if (t->out.bytes[t->out.length - 1] != '[')
        us_buf_add_byte(&t->out, ',');
    if (number && is_index(step))
        us_buf_add(&t->out, step);
    else
        us_json_write_string(&t->out, step);
}

static bool say_steps(teller *t, const us_saying *saying)
{
    const us_finding *finding = finding_of(t);
    if (!finding && !saying->required)
        return false;
    us_buf_add_byte(&t->out, '[');
    if (finding && saying->say == US_SAY_LOCATION)
        add_step(t, finding->in, false);
    if (finding && finding->name.length > 0)
        add_step(t, finding->name, false);
    for (unsigned i = 0; finding && i < finding->violation->locations; i++)
        add_step(t, finding->violation->location[i], saying->numbers);
    us_buf_add_byte(&t->out, ']');
    return true;
}

/* ---- Any place -------------------------------------------------------------------------------------------- */

static bool say_actual(teller *t)
{
    const us_finding *finding = finding_of(t);
    if (!finding || finding->violation->actual.length == 0)
        return false;
    us_buf_add(&t->out, finding->violation->actual);
    return true;
}

static bool say_violations(teller *t)
{
    if (t->findings->kept == 0)
        return false;
    us_findings_write_list(&t->out, t->arena, t->findings, t->refusal->turn->cast->api);
    return true;
}

static bool say(teller *t, const us_saying *saying)
{
    switch (saying->say) {
    case US_SAY_MEMBERS:
        return say_members(t, saying);
    case US_SAY_EACH:
        return say_each(t, saying);
    case US_SAY_ONE:
        return say_one(t, saying);
    case US_SAY_FIELDS:
        return say_fields(t, saying);
    case US_SAY_STATUS:
        us_buf_print(&t->out, "%u", t->refusal->status);
        return true;
    case US_SAY_LOCATION:
    case US_SAY_PATH:
        return say_steps(t, saying);
    case US_SAY_ACTUAL:
        return say_actual(t);
    case US_SAY_VIOLATIONS:
        return say_violations(t);
    case US_SAY_CONSTANT:
        us_buf_add(&t->out, us_text_from(saying->value));
        return true;
    default:
        return say_text(t, saying);
    }
}

us_text us_refusal_write(const us_refusal *refusal, const us_saying *plan, enum us_length length)
{
    us_turn *turn = refusal->turn;
    teller t = { .refusal = refusal,
                 .arena = turn->arena,
                 .out = us_buf_new(turn->arena, 1024),
                 .findings = &turn->findings,
                 .length = length };
    (void)say(&t, plan);
    return us_buf_text(&t.out);
}
