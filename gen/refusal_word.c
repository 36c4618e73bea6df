/* What the members of error bodies are called, and for what: the words that real documents use. */
#include "base/ascii.h"
#include "gen/refusal.h"

#define TEXT   0
#define LIST   REFUSAL_AS_LIST
#define HOLDER REFUSAL_AS_HOLDER

static const refusal_word words[] = {
    { "message", REFUSAL_MESSAGE, HOLDER },
    { "msg", REFUSAL_MESSAGE, TEXT },
    { "detail", REFUSAL_MESSAGE, LIST | HOLDER },
    { "details", REFUSAL_MESSAGE, LIST | HOLDER },
    { "messages", REFUSAL_NONE, LIST | HOLDER },
    { "errormessage", REFUSAL_MESSAGE, TEXT },
    { "errormsg", REFUSAL_MESSAGE, TEXT },
    { "errordetail", REFUSAL_MESSAGE, LIST },
    { "errordetails", REFUSAL_MESSAGE, LIST },
    { "errordescription", REFUSAL_MESSAGE, TEXT },
    { "developermessage", REFUSAL_MESSAGE, TEXT },
    { "usermessage", REFUSAL_MESSAGE, TEXT },
    { "localizedmessage", REFUSAL_MESSAGE, TEXT },
    { "humanmessage", REFUSAL_MESSAGE, TEXT },
    { "statusmessage", REFUSAL_MESSAGE, TEXT },
    { "faultstring", REFUSAL_MESSAGE, TEXT },
    { "reason", REFUSAL_MESSAGE, TEXT },
    { "description", REFUSAL_DESCRIPTION, TEXT },
    { "error", REFUSAL_ERROR, LIST | HOLDER },
    { "err", REFUSAL_ERROR, LIST | HOLDER },
    { "errors", REFUSAL_ERROR, LIST | HOLDER },
    { "fault", REFUSAL_ERROR, HOLDER },
    { "failure", REFUSAL_ERROR, HOLDER },
    { "apierror", REFUSAL_ERROR, HOLDER },
    { "title", REFUSAL_TITLE, TEXT },
    { "statustext", REFUSAL_TITLE, TEXT },
    { "reasonphrase", REFUSAL_TITLE, TEXT },
    { "code", REFUSAL_CODE, TEXT },
    { "errorcode", REFUSAL_CODE, TEXT },
    { "faultcode", REFUSAL_CODE, TEXT },
    { "keyword", REFUSAL_CODE, TEXT },
    { "rule", REFUSAL_CODE, TEXT },
    { "constraint", REFUSAL_CODE, TEXT },
    { "issue", REFUSAL_CODE, TEXT },
    { "type", REFUSAL_TYPE, TEXT },
    { "errortype", REFUSAL_TYPE, TEXT },
    { "name", REFUSAL_NAME, TEXT },
    { "errorname", REFUSAL_NAME, TEXT },
    { "typename", REFUSAL_NAME, TEXT },
    { "status", REFUSAL_STATUS, HOLDER },
    { "statuscode", REFUSAL_STATUS, TEXT },
    { "httpstatus", REFUSAL_STATUS, TEXT },
    { "httpstatuscode", REFUSAL_STATUS, TEXT },
    { "httpcode", REFUSAL_STATUS, TEXT },
    { "responsecode", REFUSAL_STATUS, TEXT },
    { "field", REFUSAL_FIELD, TEXT },
    { "fieldname", REFUSAL_FIELD, TEXT },
    { "fieldpath", REFUSAL_FIELD, TEXT },
    { "param", REFUSAL_FIELD, TEXT },
    { "paramname", REFUSAL_FIELD, TEXT },
    { "parameter", REFUSAL_FIELD, TEXT },
    { "parametername", REFUSAL_FIELD, TEXT },
    { "property", REFUSAL_FIELD, TEXT },
    { "propertyname", REFUSAL_FIELD, TEXT },
    { "propertypath", REFUSAL_FIELD, TEXT },
    { "attribute", REFUSAL_FIELD, TEXT },
    { "target", REFUSAL_FIELD, TEXT },
    { "path", REFUSAL_FIELD, LIST },
    { "pointer", REFUSAL_POINTER, TEXT },
    { "jsonpointer", REFUSAL_POINTER, TEXT },
    { "instancepath", REFUSAL_POINTER, TEXT },
    { "in", REFUSAL_IN, TEXT },
    { "loc", REFUSAL_IN, LIST },
    { "location", REFUSAL_IN, LIST },
    { "locationtype", REFUSAL_IN, TEXT },
    { "source", REFUSAL_IN, HOLDER },
    { "value", REFUSAL_VALUE, TEXT },
    { "lang", REFUSAL_VALUE, TEXT },
    { "language", REFUSAL_VALUE, TEXT },
    { "actual", REFUSAL_ACTUAL, TEXT },
    { "input", REFUSAL_ACTUAL, TEXT },
    { "invalidvalue", REFUSAL_ACTUAL, TEXT },
    { "rejectedvalue", REFUSAL_ACTUAL, TEXT },
    { "requestid", REFUSAL_ID, TEXT },
    { "traceid", REFUSAL_ID, TEXT },
    { "correlationid", REFUSAL_ID, TEXT },
    { "errorid", REFUSAL_ID, TEXT },
    { "errorinstanceid", REFUSAL_ID, TEXT },
    { "debugid", REFUSAL_ID, TEXT },
    { "logid", REFUSAL_ID, TEXT },
    { "documentationurl", REFUSAL_PAGE, TEXT },
    { "docurl", REFUSAL_PAGE, TEXT },
    { "helpurl", REFUSAL_PAGE, TEXT },
    { "moreinfo", REFUSAL_PAGE, TEXT },
    { "infourl", REFUSAL_PAGE, TEXT },
    { "violations", REFUSAL_NONE, LIST | HOLDER },
    { "issues", REFUSAL_NONE, LIST | HOLDER },
    { "causes", REFUSAL_NONE, LIST },
    { "reasons", REFUSAL_NONE, LIST },
    { "problems", REFUSAL_NONE, LIST },
    { "failures", REFUSAL_NONE, LIST | HOLDER },
    { "fields", REFUSAL_NONE, LIST | HOLDER },
    { "parameters", REFUSAL_NONE, LIST | HOLDER },
    { "suberrors", REFUSAL_NONE, LIST },
    { "validation", REFUSAL_NONE, LIST | HOLDER },
    { "validationerrors", REFUSAL_NONE, LIST | HOLDER },
    { "validationmessages", REFUSAL_NONE, LIST | HOLDER },
    { "fielderrors", REFUSAL_NONE, LIST | HOLDER },
    { "fieldviolations", REFUSAL_NONE, LIST },
    { "invalidfields", REFUSAL_NONE, LIST | HOLDER },
    { "invalidparams", REFUSAL_NONE, LIST | HOLDER },
    { "modelstate", REFUSAL_NONE, HOLDER },
};

/* The next letter or digit, in lower case; 0 at the end. */
static char take_letter(us_text *name)
{
    while (name->length > 0) {
        char byte = name->bytes[0];
        *name = us_text_slice(*name, 1, name->length);
        if (us_is_word(byte))
            return us_lower(byte);
    }
    return 0;
}

static bool is_spelled(us_text name, const char *word)
{
    while (*word && take_letter(&name) == *word)
        word++;
    return !*word && take_letter(&name) == 0;
}

const refusal_word *refusal_word_of(us_text name)
{
    static const refusal_word none = { .name = "" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_spelled(name, words[i].name))
            return &words[i];
    return &none;
}

static bool has_role(const gen_node *properties, enum refusal_role role)
{
    for (const gen_member *m = properties && properties->kind == GEN_OBJECT ? properties->member
                                                                            : NULL;
         m; m = m->next)
        if (refusal_word_of(m->key)->role == role)
            return true;
    return false;
}

bool refusal_has_role(const openapi_view *object, enum refusal_role role)
{
    for (unsigned i = 0; object && i < object->parts; i++)
        if (has_role(gen_get(object->part[i], "properties"), role))
            return true;
    return false;
}
