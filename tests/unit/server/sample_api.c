/* The API of a small library, written by hand in the shape that the compiler emits. Between them its
 * operations have every kind of parameter, of credential, of body and of answer. */
#include "sample_api.h"

/* ---- Schemas ---------------------------------------------------------------------------------- */

static void check_count(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_INTEGER, AT(10));
    us_minimum(ck, v, 1, AT(11));
    us_maximum(ck, v, 100, AT(12));
}

static void check_text(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING, AT(14));
    us_min_length(ck, v, 1, AT(15));
}

static void check_branch(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING, AT(17));
    us_matches(ck, v, 0, AT(18));
}

static void check_integer(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_INTEGER, AT(20));
}

static void check_integers(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_ARRAY, AT(21));
    us_max_items(ck, v, 3, AT(22));
    us_items(ck, v, check_integer, AT(23));
}

static void check_texts(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_ARRAY, AT(25));
    us_items(ck, v, check_text, AT(26));
}

static void check_flag(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_BOOLEAN, AT(28));
}

static void check_visit(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_INTEGER | US_NULL, AT(29));
}

/* Body of PATCH /books/{id} - library.yaml:40 */
static void check_book(us_check *ck, const us_json *v)
{
    enum { TITLE, PAGES, TAGS, MEMBERS };
    static const us_member member[MEMBERS] = {
        [TITLE] = { US_KEY("title") },
        [PAGES] = { US_KEY("pages"), AT(50) },
        [TAGS] = { US_KEY("tags") },
    };
    static const us_members members = { .member = member, .count = MEMBERS, .required = 1 };
    us_walk w;

    us_type(ck, v, US_OBJECT, AT(40));
    us_walk_begin(&w, ck, v, &members);
    while (us_walk_next(&w)) {
        switch (w.which) {
        case TITLE:
            us_type(ck, w.value, US_STRING | US_NULL, AT(42));
            break;
        case PAGES:
            us_type(ck, w.value, US_INTEGER, AT(44));
            us_minimum(ck, w.value, 1, AT(45));
            break;
        case TAGS:
            us_type(ck, w.value, US_ARRAY, AT(47));
            us_items(ck, w.value, check_text, AT(48));
            break;
        }
    }
    us_required(&w);
}

/* ---- Security --------------------------------------------------------------------------------- */

static const us_scheme header_key = { US_STRING_OF("HeaderKey"), US_API_KEY_HEADER,
                                      US_STRING_OF("X-Library-Key"), AT(200) };
static const us_scheme query_key = { US_STRING_OF("QueryKey"), US_API_KEY_QUERY,
                                     US_STRING_OF("api_key"), AT(201) };
static const us_scheme cookie_key = { US_STRING_OF("CookieKey"), US_API_KEY_COOKIE,
                                      US_STRING_OF("card"), AT(202) };
static const us_scheme basic = { US_STRING_OF("Basic"), US_HTTP_BASIC, US_STRING_OF(""), AT(203) };
static const us_scheme bearer = { US_STRING_OF("Bearer"), US_HTTP_BEARER, US_STRING_OF(""),
                                  AT(204) };

/* ---- GET /shelves/{shelf}/books - library.yaml:60 --------------------------------------------- */

static const us_parameter list_parameters[] = {
    { US_STRING_OF("shelf"), US_IN_PATH, US_STYLE_SIMPLE, 0, AT(161), US_INTEGER, 0, 0, 0,
      .check = check_count, .at = AT(61) },
    { US_STRING_OF("branch"), US_IN_QUERY, US_STYLE_FORM, 1, AT(162), US_STRING, 0, 0, 0,
      .check = check_branch, .at = AT(62) },
    { US_STRING_OF("limit"), US_IN_QUERY, US_STYLE_FORM, 1, 0, US_INTEGER, 0, 0, 0,
      .check = check_count, .at = AT(63) },
    { US_STRING_OF("tag"), US_IN_QUERY, US_STYLE_FORM, 1, 0, US_ARRAY, US_STRING, 0, 0,
      .check = check_texts, .at = AT(64) },
    { US_STRING_OF("ids"), US_IN_QUERY, US_STYLE_FORM, 0, 0, US_ARRAY, US_INTEGER, 0, 0,
      .check = check_integers, .at = AT(65) },
    { US_STRING_OF("lent"), US_IN_QUERY, US_STYLE_FORM, 1, 0, US_BOOLEAN, 0, 0, 0,
      .check = check_flag, .at = AT(66) },
    { US_STRING_OF("X-Levels"), US_IN_HEADER, US_STYLE_SIMPLE, 0, 0, US_ARRAY, US_INTEGER, 0, 0,
      .check = check_integers, .at = AT(67) },
    { US_STRING_OF("X-Depth"), US_IN_HEADER, US_STYLE_SIMPLE, 0, 0, US_INTEGER, 0, 0, 0,
      .check = check_count, .at = AT(68) },
    { US_STRING_OF("visit"), US_IN_COOKIE, US_STYLE_FORM, 1, 0, US_INTEGER | US_NULL, 0, 0, 0,
      .check = check_visit, .at = AT(69) },
};

static const us_scheme *const by_header_key[] = { &header_key };
static const us_scheme *const by_bearer[] = { &bearer };
static const us_requirement list_requirements[] = {
    { by_header_key, 1, AT(71), 0 },
    { by_bearer, 1, AT(72), 0 },
};

static const us_example list_examples[] = {
    { .name = US_STRING_OF("none"),
      .bytes = US_STRING_OF("[]"),
      .source = US_STRING_OF("library.yaml:75") },
    { .bytes = US_STRING_OF("[\"Emma\", \"Persuasion\"]\n"),
      .source = US_STRING_OF("fixtures/library/listBooks/200.json"),
      .fixture = 1 },
};
static const us_example list_csv[] = {
    { .name = US_STRING_OF("sheet"),
      .bytes = US_STRING_OF("Emma\n"),
      .source = US_STRING_OF("library.yaml:78") },
};
static const us_example list_lost[] = {
    { .bytes = US_STRING_OF("{\"lost\": true}"), .source = US_STRING_OF("library.yaml:80") },
};
static const us_media list_medias[] = {
    { .type = US_STRING_OF("application/json"),
      .check = check_texts,
      .example = list_examples,
      .examples = 2,
      .at = AT(74) },
    { .type = US_STRING_OF("text/csv"),
      .check = check_text,
      .example = list_csv,
      .examples = 1,
      .at = AT(77) },
    { .type = US_STRING_OF("application/xml"), .at = AT(79) },
};
static const us_media lost_media[] = {
    { .type = US_STRING_OF("application/json"), .example = list_lost, .examples = 1, .at = AT(80) }
};
static const us_header list_headers[] = {
    { .name = US_STRING_OF("X-Total"), .value = US_STRING_OF("2"), .required = 1, .at = AT(81) },
    { .name = US_STRING_OF("X-Maybe"), .value = US_STRING_OF(""), .required = 0, .at = AT(82) },
    { .name = US_STRING_OF("Content-Length"),
      .value = US_STRING_OF("7"),
      .required = 0,
      .at = AT(83) },
};
static const us_response list_responses[] = {
    { .status = 404, .media = lost_media, .medias = 1, .at = AT(80) },
    { .status = 200,
      .media = list_medias,
      .medias = 3,
      .header = list_headers,
      .headers = 3,
      .at = AT(73) },
    { .status = 5, .least = 20, .most = 40, .media = lost_media, .medias = 1, .at = AT(84) },
};

/* Of two files that say when the answer comes, and nothing else. */
static const us_cue list_cues[] = {
    { US_STRING_OF("504"), .status = 504, .timed = 1 },
    { US_STRING_OF("505"), .status = 505, .timed = 1, .least = 5, .most = 5 },
};

static const us_operation list_books = {
    US_STRING_OF("listBooks"),
    US_STRING_OF("GET"),
    US_STRING_OF("/shelves/{shelf}/books"),
    list_parameters,
    sizeof list_parameters / sizeof *list_parameters,
    0,
    list_requirements,
    2,
    list_responses,
    3,
    .cue = list_cues,
    .cues = 2,
    .at = AT(60),
};

/* ---- PATCH /books/{id} - library.yaml:90 ------------------------------------------------------ */

static const us_parameter book_parameters[] = {
    { US_STRING_OF("id"), US_IN_PATH, US_STYLE_SIMPLE, 0, AT(191), US_STRING, 0, 0, 0,
      .check = check_text, .at = AT(91) },
};
static const us_requirement bearer_only[] = { { by_bearer, 1, AT(92), 0 } };
static const us_example book_example[] = {
    { .bytes = US_STRING_OF("{\"pages\": 474}"),
      .source = US_STRING_OF("fixtures/library/updateBook/200.json"),
      .fixture = 1 },
};
static const us_media book_media[] = {
    { .type = US_STRING_OF("application/json"),
      .check = check_book,
      .example = book_example,
      .examples = 1,
      .at = AT(94) },
    { .type = US_STRING_OF("application/merge-patch+json; charset=utf-8"),
      .check = check_book,
      .at = AT(95) },
};
static const us_body book_body = { 1, book_media, 2, AT(93) };
static const us_response book_responses[] = {
    { .status = 2, .media = book_media, .medias = 1, .at = AT(96) },
    { .status = 0, .media = lost_media, .medias = 1, .at = AT(97) },
};
static const us_operation update_book = {
    US_STRING_OF("updateBook"),
    US_STRING_OF("PATCH"),
    US_STRING_OF("/books/{id}"),
    book_parameters,
    1,
    &book_body,
    bearer_only,
    1,
    book_responses,
    2,
    .at = AT(90),
};

/* ---- DELETE /books/{id} - library.yaml:100 ---------------------------------------------------- */

static const us_response gone_responses[] = { { .status = 204, .at = AT(101) } };
static const us_operation delete_book = {
    US_STRING_OF("deleteBook"),
    US_STRING_OF("DELETE"),
    US_STRING_OF("/books/{id}"),
    book_parameters,
    1,
    0,
    0,
    0,
    gone_responses,
    1,
    .at = AT(100),
};

/* ---- GET /books/new, GET /books/{id}.json - library.yaml:110 ---------------------------------- */

static const us_response book_response[] = {
    { .status = 200, .media = book_media, .medias = 1, .at = AT(111) }
};
static const us_operation new_book = {
    US_STRING_OF("newBook"),
    US_STRING_OF("GET"),
    US_STRING_OF("/books/new"),
    0,
    0,
    0,
    0,
    0,
    book_response,
    1,
    .at = AT(110),
};
static const us_operation book_file = {
    US_STRING_OF("bookFile"),
    US_STRING_OF("GET"),
    US_STRING_OF("/books/{id}.json"),
    book_parameters,
    1,
    0,
    0,
    0,
    book_response,
    1,
    .at = AT(112),
};

/* ---- POST /books/{id}/cover - library.yaml:120 ------------------------------------------------ */

static const us_parameter cover_parameters[] = {
    { US_STRING_OF("id"), US_IN_PATH, US_STYLE_SIMPLE, 0, AT(218), US_STRING, 0, 0, 0,
      .check = check_text, .at = AT(118) },
    { US_STRING_OF("size"), US_IN_QUERY, US_STYLE_FORM, 1, 0, US_INTEGER, 0, 0, 0,
      .check = check_count, .at = AT(119) },
};
static const us_scheme *const by_basic_and_query[] = { &basic, &query_key };
static const us_scheme *const by_cookie[] = { &cookie_key };
static const us_requirement cover_requirements[] = {
    { by_basic_and_query, 2, AT(121), 0 },
    { by_cookie, 1, AT(122), 0 },
};
static const us_media cover_media[] = {
    { .type = US_STRING_OF("image/*"), .at = AT(124) },
    { .type = US_STRING_OF("application/*"), .check = check_book, .at = AT(125) },
};
static const us_body cover_body = { 0, cover_media, 2, AT(123) };
static const us_header cover_headers[] = {
    { .name = US_STRING_OF("Location"),
      .value = US_STRING_OF("/books/1/cover"),
      .required = 1,
      .at = AT(127) },
};
static const us_response cover_responses[] = {
    { .status = 201, .header = cover_headers, .headers = 1, .at = AT(126) }
};
static const us_operation add_cover = {
    US_STRING_OF("addCover"),
    US_STRING_OF("POST"),
    US_STRING_OF("/books/{id}/cover"),
    cover_parameters,
    2,
    &cover_body,
    cover_requirements,
    2,
    cover_responses,
    1,
    .at = AT(120),
};

/* ---- GET /search/ - library.yaml:130 ---------------------------------------------------------- */

static const us_media search_media[] = { { .type = US_STRING_OF("application/json"),
                                           .at = AT(132) } };
static const us_response search_responses[] = {
    { .status = 200, .media = search_media, .medias = 1, .at = AT(131) }
};
static const us_scheme *const nothing[] = { 0 };
static const us_requirement anybody[] = { { by_bearer, 1, AT(133), 0 },
                                          { nothing, 0, AT(134), 0 } };
static const us_operation search = {
    US_STRING_OF("search"),
    US_STRING_OF("GET"),
    US_STRING_OF("/search/"),
    0,
    0,
    0,
    anybody,
    2,
    search_responses,
    1,
    .at = AT(130),
};

/* ---- Module ------------------------------------------------------------------------------------- */

static const us_operation *const operations[] = {
    &list_books, &update_book, &delete_book, &new_book, &book_file, &add_cover, &search,
};
static const us_string files[] = { US_STRING_OF("library.yaml"), US_STRING_OF("parts.yaml") };
static const us_string bases[] = { US_STRING_OF("/v1/") };
static const us_string patterns[] = { US_STRING_OF("^[a-z]+$") };

static const us_api library = {
    US_STRING_OF("library"),
    US_STRING_OF("The \"North\" library"),
    files,
    2,
    { 0, 0 },
    { 0, 0, bases, 1 },
    patterns,
    1,
    operations,
    sizeof operations / sizeof *operations,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
};

static const us_api *const apis[] = { &library };
const us_module sample_module = { apis, 1 };
