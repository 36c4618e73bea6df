/* The table of mutations, and how requests are put together of them. */
#include "broken.h"

#include <stdint.h>

#include "base/buf.h"

/* A request in parts. NULL in a mutation: the part stays as it is. */
typedef struct form {
    const char *name, *method, *target, *version, *fields, *body;
    const char *good; /* what is expected when the mutation expects "good" */
} form;

#define JSON    "Authorization: Bearer x\r\nContent-Type: application/json\r\n"
#define MEASURE "Content-Length: 13\r\n"
#define CHUNKS  "Transfer-Encoding: chunked\r\n"

/* What every other form is a relative of. */
static const form forms[] = {
    { "get", "GET", "/__understudy/health", "HTTP/1.1", "", "", "200" },
    { "head", "HEAD", "/__understudy/health", "HTTP/1.1", "", "", "200" },
    { "query", "GET", "/search/?q=a&q=%C3%A9", "HTTP/1.1", "Authorization: Bearer x\r\n", "",
      "200" },
    { "nowhere", "DELETE", "/no/such/path", "HTTP/1.1", "Accept: */*\r\n", "", "404" },
    { "options", "OPTIONS", "/books/1", "HTTP/1.1", "", "", "204" },
    { "preflight", "OPTIONS", "/books/1", "HTTP/1.1",
      "Origin: http://a.example\r\nAccess-Control-Request-Method: PATCH\r\n", "", "204" },
    { "measured", "PATCH", "/books/1", "HTTP/1.1", JSON MEASURE, "{\"pages\":474}", "200" },
    { "chunked", "PATCH", "/books/1", "HTTP/1.1", JSON CHUNKS,
      "4\r\n{\"pa\r\n9\r\nges\":474}\r\n0\r\n\r\n", "200" },
    { "no body", "PATCH", "/books/1", "HTTP/1.1", JSON, "", "422" },
};

typedef struct mutation {
    const char *name;
    const char *expected;
    const char *method, *target, *version;
    const char *before; /* the request line */
    const char *host;   /* the whole line of Host */
    const char *more;   /* fields behind the form's own */
    const char *end;    /* of a line; NULL: CR LF */
    const char *blanks; /* between the words of the request line; NULL: one */
} mutation;

#define BAD "400!"
#define LINE(name, expected, ...)                                                                  \
    {                                                                                              \
        name, expected, __VA_ARGS__                                                                \
    }

static const mutation heads[] = {
    { .name = "as it is", .expected = "good" },

    /* the method */
    { .name = "method in lower case", .expected = "501!", .method = "get" },
    { .name = "unknown method", .expected = "501!", .method = "BREW" },
    { .name = "method with a colon", .expected = BAD, .method = "GE:T" },
    { .name = "method with a quote", .expected = BAD, .method = "GE\"T" },
    { .name = "method in UTF-8", .expected = BAD, .method = "G\xC3\x89T" },
    { .name = "method with DEL", .expected = BAD, .method = "GE\x7FT" },
    { .name = "method with a tab", .expected = BAD, .method = "G\tET" },
    { .name = "method of 300",
      .expected = "501!",
      .method =
          "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM"
          "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM" },
    { .name = "no method", .expected = BAD, .method = "" },
    { .name = "CONNECT with an authority",
      .expected = "501!",
      .method = "CONNECT",
      .target = "books.example:443" },
    { .name = "TRACE", .expected = "405|501!", .method = "TRACE" },

    /* the target */
    { .name = "no target", .expected = BAD, .target = "" },
    { .name = "target without a slash", .expected = BAD, .target = "books/1" },
    { .name = "authority as target", .expected = BAD, .target = "books.example:80" },
    { .name = "asterisk as target", .expected = "204!|400!", .target = "*" },
    { .name = "target with a blank", .expected = BAD, .target = "/books/1 2" },
    { .name = "target with a tab", .expected = BAD, .target = "/books/\t1" },
    { .name = "target with a control", .expected = BAD, .target = "/books/\x01" },
    { .name = "target with DEL", .expected = BAD, .target = "/books/\x7F" },
    { .name = "bad percent", .expected = "400", .target = "/books/%zz" },
    { .name = "cut percent", .expected = "400", .target = "/books/%2" },
    { .name = "percent alone", .expected = "400", .target = "/books/%" },
    { .name = "percent NUL", .expected = "?", .target = "/books/%00" },
    { .name = "percent of no UTF-8", .expected = "400", .target = "/books/%FF%FE" },
    { .name = "overlong UTF-8", .expected = "400", .target = "/books/%C0%AF" },
    { .name = "surrogate in UTF-8", .expected = "400", .target = "/books/%ED%A0%80" },
    { .name = "bytes of no UTF-8", .expected = BAD, .target = "/books/\xFF\xFE" },
    { .name = "dots", .expected = "?", .target = "/books/../../etc/passwd" },
    { .name = "encoded dots", .expected = "404|405", .target = "/%2e%2e/%2e%2e/etc/passwd" },
    { .name = "double slashes", .expected = "404|405", .target = "//books//1" },
    { .name = "backslashes", .expected = "404|405", .target = "/\\books\\1" },
    { .name = "bad percent in the query",
      .expected = "400|404|405|204",
      .target = "/search/?q=%zz" },
    { .name = "a fragment", .expected = BAD, .target = "/books/1#more" },
    { .name = "a URL", .expected = "?", .target = "http://books.example/books/1" },
    { .name = "a URL without a host", .expected = "?", .target = "http:///books/1" },
    { .name = "a URL of another scheme", .expected = "?", .target = "ftp://books.example/books/1" },

    /* the version */
    { .name = "no version", .expected = BAD, .version = "" },
    { .name = "HTTP/0.9", .expected = "400!|505!", .version = "HTTP/0.9" },
    { .name = "HTTP/1.2", .expected = "good", .version = "HTTP/1.2" },
    { .name = "HTTP/1.10", .expected = BAD, .version = "HTTP/1.10" },
    { .name = "HTTP/2.0", .expected = "505!", .version = "HTTP/2.0" },
    { .name = "HTTP/3", .expected = "505!", .version = "HTTP/3" },
    { .name = "version in lower case", .expected = BAD, .version = "http/1.1" },
    { .name = "version with more behind", .expected = "400!|505!", .version = "HTTP/1.1x" },
    { .name = "version without a number", .expected = "400!|505!", .version = "HTTP/" },
    { .name = "another protocol", .expected = BAD, .version = "RTSP/1.0" },
    { .name = "two versions", .expected = BAD, .version = "HTTP/1.1 HTTP/1.1" },

    /* the lines */
    { .name = "empty lines before", .expected = "good", .before = "\r\n\r\n" },
    { .name = "LF alone", .expected = "good", .end = "\n" },
    { .name = "CR alone", .expected = "400!|-", .end = "\r" },
    { .name = "CR CR LF", .expected = "400!|-", .end = "\r\r\n" },
    { .name = "LF CR", .expected = "400!|-", .end = "\n\r" },
    { .name = "several blanks", .expected = "good", .blanks = "   " },
    { .name = "tabs for blanks", .expected = BAD, .blanks = "\t" },
    { .name = "form feeds for blanks", .expected = BAD, .blanks = "\f" },

    /* Host */
    { .name = "no Host", .expected = BAD, .host = "" },
    { .name = "two Hosts", .expected = BAD, .host = "Host: a\r\nHost: b\r\n" },
    { .name = "the same Host twice", .expected = BAD, .host = "Host: a\r\nHost: a\r\n" },
    { .name = "empty Host", .expected = "good", .host = "Host:\r\n" },
    { .name = "Host with a blank", .expected = BAD, .host = "Host: a b\r\n" },
    { .name = "Host with a path", .expected = BAD, .host = "Host: a/b\r\n" },
    { .name = "Host with a user", .expected = BAD, .host = "Host: me@a\r\n" },
    { .name = "Host with a bad port", .expected = BAD, .host = "Host: a:http\r\n" },
    { .name = "Host with two ports", .expected = BAD, .host = "Host: a:80:81\r\n" },
    { .name = "Host list", .expected = BAD, .host = "Host: a,b@c\r\n" },
    { .name = "Host in UTF-8", .expected = BAD, .host = "Host: \xC3\xA9.example\r\n" },
    { .name = "Host in IPv6", .expected = "good", .host = "Host: [::1]:4010\r\n" },
    { .name = "Host in half of IPv6", .expected = BAD, .host = "Host: [::1\r\n" },
    { .name = "Host in brackets", .expected = BAD, .host = "Host: [books]\r\n" },

    /* fields */
    { .name = "no colon", .expected = BAD, .more = "no colon\r\n" },
    { .name = "no name", .expected = BAD, .more = ": value\r\n" },
    { .name = "blank before the colon", .expected = BAD, .more = "Name : value\r\n" },
    { .name = "tab before the colon", .expected = BAD, .more = "Name\t: value\r\n" },
    { .name = "name with a blank", .expected = BAD, .more = "A name: value\r\n" },
    { .name = "name with brackets", .expected = BAD, .more = "A(1): value\r\n" },
    { .name = "name in UTF-8", .expected = BAD, .more = "N\xC3\xA4me: value\r\n" },
    { .name = "name with a control", .expected = BAD, .more = "Na\x02me: value\r\n" },
    { .name = "value with a control", .expected = BAD, .more = "Name: va\x02lue\r\n" },
    { .name = "value with DEL", .expected = BAD, .more = "Name: va\x7Flue\r\n" },
    { .name = "value with a tab", .expected = "good", .more = "Name: va\tlue\r\n" },
    { .name = "value of high bytes", .expected = "good", .more = "Name: \xFF\xFE\x80\r\n" },
    { .name = "value with a CR", .expected = BAD, .more = "Name: va\rlue\r\n" },
    { .name = "empty value", .expected = "good", .more = "Name:\r\n" },
    { .name = "folded", .expected = BAD, .more = "Name: value\r\n folded\r\n" },
    { .name = "folded with a tab", .expected = BAD, .more = "Name: value\r\n\tfolded: more\r\n" },
    { .name = "folded to nothing", .expected = BAD, .more = "Name: value\r\n \r\n" },
    { .name = "folded first", .expected = BAD, .host = " Host: a\r\n" },
    { .name = "a request for a field", .expected = BAD, .more = "GET / HTTP/1.1\r\n" },

    /* connections and expectations */
    { .name = "Connection of everything",
      .expected = "?",
      .more = "Connection: close, keep-alive, ,;\r\n" },
    { .name = "h2c upgrade",
      .expected = "?",
      .more =
          "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n" },
    { .name = "websocket upgrade",
      .expected = "?",
      .more = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" },
    { .name = "cookies of garbage", .expected = "good", .more = "Cookie: ;;=;a=;;=b;\r\n" },
};

/* What is wrong with how the body is announced or sent: the fields and all that follows them. */
typedef struct framing {
    const char *name, *expected, *fields, *body;
    const char *version; /* NULL: HTTP/1.1 */
    enum broken_way way;
} framing;

#define CL(value) "Content-Length: " value "\r\n"
#define TE(value) "Transfer-Encoding: " value "\r\n"
#define WHOLE     "{\"pages\":474}"
#define IN_CHUNKS "d\r\n" WHOLE "\r\n0\r\n\r\n"
#define SMUGGLED  "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"

static const framing framings[] = {
    /* Content-Length */
    { "length no number", BAD, CL("abc"), WHOLE, NULL, 0 },
    { "length negative", BAD, CL("-13"), WHOLE, NULL, 0 },
    { "length with plus", BAD, CL("+13"), WHOLE, NULL, 0 },
    { "length hexadecimal", BAD, CL("0xd"), WHOLE, NULL, 0 },
    { "length with exponent", BAD, CL("13e0"), WHOLE, NULL, 0 },
    { "length with point", BAD, CL("13.0"), WHOLE, NULL, 0 },
    { "length of two numbers", BAD, CL("13 13"), WHOLE, NULL, 0 },
    { "length as a list", BAD, CL("13, 13"), WHOLE, NULL, 0 },
    { "length as a list of two", BAD, CL("13, 14"), WHOLE, NULL, 0 },
    { "length empty", BAD, CL(""), WHOLE, NULL, 0 },
    { "length in other digits", BAD, CL("\xD9\xA1\xD9\xA3"), WHOLE, NULL, 0 },
    { "length with a quote", BAD, CL("\"13\""), WHOLE, NULL, 0 },
    { "length with zeros", "200", CL("0000000013"), WHOLE, NULL, 0 },
    { "length twice the same", "200", CL("13") CL("13"), WHOLE, NULL, 0 },
    { "two lengths", BAD, CL("13") CL("14"), WHOLE, NULL, 0 },
    { "two lengths, none first", BAD, CL("0") CL("13"), WHOLE, NULL, 0 },
    { "length in two cases", BAD, CL("13") "content-LENGTH: 0\r\n", WHOLE, NULL, 0 },
    { "length beyond the limit", "413!", CL("2000000"), "", NULL, 0 },
    { "length beyond 32 bits", "413!", CL("4294967309"), "", NULL, 0 },
    { "length beyond 64 bits", "413!", CL("18446744073709551629"), "", NULL, 0 },
    { "length of a hundred digits", "413!",
      CL("1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"),
      "", NULL, 0 },
    { "body cut short", BAD, CL("13"), "{\"pages\"", NULL, BROKEN_HALF },
    { "body not there", BAD, CL("13"), "", NULL, BROKEN_HALF },
    { "body with more behind", "200 400!", CL("13"), WHOLE "garbage\r\n\r\n", NULL, 0 },
    { "body with a request behind", "200 404", CL("13"), WHOLE SMUGGLED, NULL, 0 },

    /* both, and other codings: how requests are smuggled */
    { "length and chunked", BAD, CL("13") TE("chunked"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked and length", BAD, TE("chunked") CL("4"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "length none and chunked", BAD, CL("0") TE("chunked"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked twice", BAD, TE("chunked") TE("chunked"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked and identity", BAD, TE("chunked") TE("identity"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked, chunked", "400!|501!", TE("chunked, chunked"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "identity", BAD, TE("identity"), WHOLE SMUGGLED, NULL, 0 },
    { "gzip, chunked", "501!", TE("gzip, chunked"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked, gzip", BAD, TE("chunked, gzip"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "gzip", BAD, TE("gzip"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "xchunked", BAD, TE("xchunked"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunkedx", BAD, TE("chunkedx"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked in quotes", BAD, TE("\"chunked\""), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked with a parameter", BAD, TE("chunked;q=1"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked with VT", BAD,
      TE("\x0B"
         "chunked"),
      IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked folded", BAD, "Transfer-Encoding:\r\n chunked\r\n", IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked with a blank before the colon", BAD, "Transfer-Encoding : chunked\r\n",
      IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked in other words", BAD, "Transfer-Encoding\x80: chunked\r\n", IN_CHUNKS SMUGGLED, NULL,
      0 },
    { "empty coding", BAD, TE(""), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunked in capitals", "200", TE("CHUNKED"), IN_CHUNKS, NULL, 0 },
    { "chunked between tabs", "200", "Transfer-Encoding:\tchunked\t\r\n", IN_CHUNKS, NULL, 0 },
    { "chunked in HTTP/1.0", BAD, TE("chunked"), IN_CHUNKS SMUGGLED, "HTTP/1.0", 0 },

    /* chunks */
    { "chunk size is no number", BAD, TE("chunked"), "what\r\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk size is negative", BAD, TE("chunked"), "-d\r\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk size with plus", BAD, TE("chunked"), "+d\r\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk size with 0x", BAD, TE("chunked"), "0xd\r\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk size with a blank before", BAD, TE("chunked"), " d\r\n" WHOLE "\r\n0\r\n\r\n", NULL,
      0 },
    { "chunk size empty", BAD, TE("chunked"), "\r\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk size with underscore", BAD, TE("chunked"), "0_d\r\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk size beyond the limit", "413!|400!", TE("chunked"), "1000000\r\n" WHOLE, NULL,
      BROKEN_HALF },
    { "chunk size beyond 64 bits", "400!|413!", TE("chunked"),
      "1000000000000000d\r\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk size of many digits", "400!|413!", TE("chunked"),
      "fffffffffffffffffffffffffffffffffffff\r\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk size with zeros", "200", TE("chunked"), "00000d\r\n" WHOLE "\r\n000\r\n\r\n", NULL,
      0 },
    { "chunk size in capitals", "200", TE("chunked"), "D\r\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk with an extension", "200", TE("chunked"), "d;a=b\r\n" WHOLE "\r\n0;c\r\n\r\n", NULL,
      0 },
    { "chunk with a quoted extension", "200", TE("chunked"),
      "d ; a=\"x;y\"\r\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk with a control in its extension", BAD, TE("chunked"),
      "d;a=\x01\r\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk with CR in its extension", BAD, TE("chunked"), "d;a=\rb\r\n" WHOLE "\r\n0\r\n\r\n",
      NULL, 0 },
    { "chunk line ended by LF", BAD, TE("chunked"), "d\n" WHOLE "\r\n0\r\n\r\n", NULL, 0 },
    { "chunk without its line end", BAD, TE("chunked"), "d\r\n" WHOLE "0\r\n\r\n", NULL,
      BROKEN_HALF },
    { "chunk longer than its size", BAD, TE("chunked"), "c\r\n" WHOLE "\r\n0\r\n\r\n", NULL,
      BROKEN_HALF },
    { "chunk shorter than its size", BAD, TE("chunked"), "e\r\n" WHOLE "\r\n0\r\n\r\n", NULL,
      BROKEN_HALF },
    { "no last chunk", BAD, TE("chunked"), "d\r\n" WHOLE "\r\n", NULL, BROKEN_HALF },
    { "no end of the last chunk", BAD, TE("chunked"), "d\r\n" WHOLE "\r\n0\r\n", NULL,
      BROKEN_HALF },
    { "cut in a chunk", BAD, TE("chunked"), "d\r\n{\"pages", NULL, BROKEN_HALF },
    { "cut in a size", BAD, TE("chunked"), "d", NULL, BROKEN_HALF },
    { "nothing of the chunks", BAD, TE("chunked"), "", NULL, BROKEN_HALF },
    { "trailers", "200", TE("chunked"), "d\r\n" WHOLE "\r\n0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n",
      NULL, 0 },
    { "trailers that frame", "200", TE("chunked"),
      "d\r\n" WHOLE "\r\n0\r\nContent-Length: 4\r\n\r\n", NULL, 0 },
    { "trailers of garbage", "400!", TE("chunked"), "d\r\n" WHOLE "\r\n0\r\nno colon\r\n\r\n", NULL,
      0 },
    { "trailers without an end", BAD, TE("chunked"), "d\r\n" WHOLE "\r\n0\r\nX-Sum: 1\r\n", NULL,
      BROKEN_HALF },
    { "chunks with a request behind", "200 404", TE("chunked"), IN_CHUNKS SMUGGLED, NULL, 0 },
    { "chunks with garbage behind", "200 400!", TE("chunked"), IN_CHUNKS "garbage\r\n\r\n", NULL,
      0 },

    /* expectations */
    { "continue", "100 200", CL("13") "Expect: 100-continue\r\n", WHOLE, NULL, 0 },
    { "continue in capitals", "100 200", CL("13") "Expect: 100-Continue\r\n", WHOLE, NULL, 0 },
    { "another expectation", "417!", CL("13") "Expect: 200-ok\r\n", WHOLE, NULL, 0 },
    { "two expectations", "417!", CL("13") "Expect: 100-continue, tea\r\n", WHOLE, NULL, 0 },
    { "continue beyond the limit", "413!", CL("2000000") "Expect: 100-continue\r\n", "", NULL, 0 },
};

/* What is no request at all. */
static const struct {
    const char *name, *expected;
    us_text bytes;
    enum broken_way way;
} streams[] = {
    { "nothing", "-", US_TEXT(""), BROKEN_HALF },
    { "a line end", "-", US_TEXT("\r\n"), BROKEN_HALF },
    { "a NUL", "400!", US_TEXT("\0"), 0 },
    { "many NULs", "400!", US_TEXT("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), 0 },
    { "NUL in the target", "400!", US_TEXT("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n"), 0 },
    { "NUL in a name", "400!", US_TEXT("GET / HTTP/1.1\r\nHost: x\r\nA\0b: c\r\n\r\n"), 0 },
    { "NUL in a value", "400!", US_TEXT("GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n"), 0 },
    { "NUL in Host", "400!", US_TEXT("GET / HTTP/1.1\r\nHost: x\0y\r\n\r\n"), 0 },
    { "HTTP/0.9", "400!", US_TEXT("GET /books/1\r\n\r\n"), 0 },
    { "HTTP/0.9 and no more", "-|400!", US_TEXT("GET /books/1\r\n"), BROKEN_HALF },
    { "the preface of HTTP/2", "505!",
      US_TEXT("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"), 0 },
    { "a hello of TLS", "400!",
      US_TEXT("\x16\x03\x01\x00\xA5\x01\x00\x00\xA1\x03\x03\x20\x20\x0A\x0D\x0A"), 0 },
    { "an alert of TLS", "400!", US_TEXT("\x15\x03\x03\x00\x02\x02\x28"), 0 },
    { "a hello of SSL 2", "400!|-", US_TEXT("\x80\x2E\x01\x00\x02\x00\x15\x00\x00\x00\x10"),
      BROKEN_HALF },
    { "ssh", "-|400!", US_TEXT("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"), BROKEN_HALF },
    { "smtp", "-|400!", US_TEXT("EHLO mail.example\r\n"), BROKEN_HALF },
    { "a proxy's line", "400!",
      US_TEXT("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"), 0 },
    { "a word", "400!", US_TEXT("hello\r\n\r\n"), 0 },
    { "JSON", "400!|-", US_TEXT("{\"a\": 1}\r\n\r\n"), 0 },
    { "high bytes", "400!|-", US_TEXT("\xFF\xFE\xFD\xFC\r\n\r\n"), 0 },
    { "half a request line", "-", US_TEXT("GET /boo"), BROKEN_HALF },
    { "half a head", "-", US_TEXT("GET / HTTP/1.1\r\nHost: x\r\nAcc"), BROKEN_HALF },
    { "a head without its end", "-", US_TEXT("GET / HTTP/1.1\r\nHost: x\r\n"), BROKEN_HALF },
    { "a whole request and the end", "404", US_TEXT("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
      BROKEN_HALF },
    { "three requests", "404 200 404",
      US_TEXT(
          "GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /__understudy/health HTTP/1.1\r\nHost: x\r\n\r\n"
          "GET /b HTTP/1.1\r\nHost: x\r\n\r\n"),
      BROKEN_PIECES },
    { "a request after one that closes", "404!",
      US_TEXT(
          "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n"),
      0 },
    { "a request after a broken one", "400!",
      US_TEXT("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n"), 0 },
};

/* ---- Putting together ----------------------------------------------------------------------------------- */

typedef struct maker {
    us_arena *arena;
    broken_case *first, **last;
    unsigned count;
} maker;

static void add(maker *m, us_text name, us_text bytes, const char *expected, enum broken_way way)
{
    broken_case *one = US_NEW(m->arena, broken_case);
    *one = (broken_case){ name, bytes, expected, way, NULL };
    *m->last = one;
    m->last = &one->next;
    m->count++;
}

static const char *either(const char *first, const char *second)
{
    return first ? first : second;
}

/* With the line end of the mutation in place of CR LF. */
static void add_lines(us_buf *out, const char *text, const char *end)
{
    us_text rest = us_text_of(text);
    while (rest.length > 0) {
        size_t at = us_text_find(rest, '\n');
        bool whole = at > 0 && at < rest.length && rest.bytes[at - 1] == '\r';
        us_buf_add(out, us_text_slice(rest, 0, whole ? at - 1 : at + 1));
        if (whole)
            us_buf_add_string(out, end);
        rest = us_text_slice(rest, at + 1, rest.length);
    }
}

static us_text put_together(us_arena *arena, const form *f, const mutation *m)
{
    const char *end = either(m->end, "\r\n"), *blanks = either(m->blanks, " ");
    us_buf out = us_buf_new(arena, 512);
    us_buf_add_string(&out, either(m->before, ""));
    us_buf_print(&out, "%s%s%s%s%s%s", either(m->method, f->method), blanks,
                 either(m->target, f->target), blanks, either(m->version, f->version), end);
    add_lines(&out, either(m->host, "Host: x\r\n"), end);
    add_lines(&out, f->fields, end);
    add_lines(&out, either(m->more, ""), end);
    us_buf_add_string(&out, end);
    us_buf_add_string(&out, f->body);
    return us_buf_text(&out);
}

/* What a mutation expects in general, as it is for this form: a preflight request is answered whatever its
 * path. */
static const char *expected_of(const form *f, const mutation *m)
{
    bool any_path = m->target && strcmp(f->name, "preflight") == 0;
    if (strcmp(m->expected, "good") == 0)
        return f->good;
    return any_path && strchr(m->expected, '!') == NULL ? "204" : m->expected;
}

static void add_heads(maker *m)
{
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++)
        for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
            us_text name = us_arena_print(m->arena, "%s: %s", forms[f].name, heads[h].name);
            bool lone = heads[h].end && strcmp(heads[h].end, "\r\n") != 0;
            add(m, name, put_together(m->arena, &forms[f], &heads[h]),
                expected_of(&forms[f], &heads[h]), lone ? BROKEN_HALF : BROKEN_WHOLE);
        }
}

static void add_framings(maker *m)
{
    for (size_t i = 0; i < sizeof framings / sizeof *framings; i++) {
        const framing *f = &framings[i];
        us_text name = us_arena_print(m->arena, "framing: %s", f->name);
        us_text bytes = us_arena_print(m->arena, "PATCH /books/1 %s\r\nHost: x\r\n" JSON "%s\r\n%s",
                                       either(f->version, "HTTP/1.1"), f->fields, f->body);
        add(m, name, bytes, f->expected, f->way);
        if (f->way == BROKEN_WHOLE)
            add(m, us_arena_print(m->arena, "%s, in pieces", name.bytes), bytes, f->expected,
                BROKEN_PIECES);
    }
}

static void add_streams(maker *m)
{
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++)
        add(m, us_arena_print(m->arena, "stream: %s", streams[i].name), streams[i].bytes,
            streams[i].expected, streams[i].way);
}

/* ---- Sizes ------------------------------------------------------------------------------------------------ */

static us_text repeat(us_arena *arena, const char *before, const char *what, unsigned times,
                      const char *after)
{
    us_buf out = us_buf_new(arena, 4096);
    us_buf_add_string(&out, before);
    for (unsigned i = 0; i < times; i++)
        us_buf_add_string(&out, what);
    us_buf_add_string(&out, after);
    return us_buf_text(&out);
}

#define BEGIN "GET /__understudy/health HTTP/1.1\r\nHost: x\r\n"

static void add_sizes(maker *m)
{
    static const unsigned sizes[] = { 65, 100, 1000, 4000 };
    us_arena *a = m->arena;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        unsigned n = sizes[i];
        add(m, us_arena_print(a, "size: %u fields", n), repeat(a, BEGIN, "A: b\r\n", n, "\r\n"),
            "431!", 0);
        add(m, us_arena_print(a, "size: %u empty cookies", n),
            repeat(a, BEGIN "Cookie: ", ";=", n, "\r\n\r\n"), "200", 0);
        add(m, us_arena_print(a, "size: %u empty lines before", n),
            repeat(a, "", "\r\n", n, BEGIN "\r\n"), "200", 0);
        add(m, us_arena_print(a, "size: %u segments", n),
            repeat(a, "GET ", "/a", n, " HTTP/1.1\r\nHost: x\r\n\r\n"), "404", 0);
        add(m, us_arena_print(a, "size: %u parameters", n),
            repeat(a, "GET /search/?", "a&", n, " HTTP/1.1\r\nHost: x\r\n\r\n"), "?", 0);
    }
    add(m, US_TEXT("size: a target of 17 KiB"),
        repeat(a, "GET /", "a", 17408, " HTTP/1.1\r\nHost: x\r\n\r\n"), "414!", 0);
    add(m, US_TEXT("size: a method of 17 KiB"),
        repeat(a, "", "M", 17408, " / HTTP/1.1\r\nHost: x\r\n\r\n"), "414!", 0);
    add(m, US_TEXT("size: a field of 17 KiB"), repeat(a, BEGIN "A: ", "b", 17408, "\r\n\r\n"),
        "431!", 0);
    add(m, US_TEXT("size: a name of 17 KiB"), repeat(a, BEGIN, "A", 17408, ": b\r\n\r\n"), "431!",
        0);
    add(m, US_TEXT("size: a field of a megabyte"),
        repeat(a, BEGIN "A: ", "bbbbbbbb", 131072, "\r\n\r\n"), "431!", 0);
    add(m, US_TEXT("size: an extension of 100 KiB"),
        repeat(a, "PATCH /books/1 HTTP/1.1\r\nHost: x\r\n" JSON TE("chunked") "\r\nd;",
               "extensions", 10240, "\r\n" WHOLE "\r\n0\r\n\r\n"),
        "400!", 0);
    add(m, US_TEXT("size: trailers of 100 KiB"),
        repeat(a,
               "PATCH /books/1 HTTP/1.1\r\nHost: x\r\n" JSON TE("chunked") "\r\nd\r\n" WHOLE
                                                                           "\r\n0\r\n",
               "X: y\r\n", 20000, "\r\n"),
        "400!|431!", 0);
    add(m, US_TEXT("size: a thousand chunks"),
        repeat(a,
               "PATCH /books/1 HTTP/1.1\r\nHost: x\r\n" JSON TE("chunked") "\r\n"
                                                                           "d\r\n" WHOLE "\r\n",
               "1\r\n \r\n", 1000, "0\r\n\r\n"),
        "200", 0);
}

/* ---- Damage ------------------------------------------------------------------------------------------------- */

/* xorshift64: the same everywhere, and good enough to break things. */
static unsigned draw(uint64_t *state, unsigned most)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (unsigned)(*state % most);
}

static us_text damage(us_arena *arena, us_text good, uint64_t *state)
{
    static const char garbage[] = "\0\r\n\t :;,=%/?#\"\\\x01\x7F\x80\xFF"
                                  "0aA";
    char *bytes = us_arena_alloc(arena, good.length + 1);
    memcpy(bytes, good.bytes, good.length);
    for (unsigned times = 1 + draw(state, 4); times > 0; times--) {
        unsigned at = draw(state, (unsigned)good.length);
        if (draw(state, 2) == 0)
            bytes[at] = garbage[draw(state, sizeof garbage - 1)];
        else
            memmove(bytes + at, bytes + at / 2, good.length - at);
    }
    return (us_text){ bytes,
                      good.length - draw(state, 3) * draw(state, (unsigned)good.length) / 3 };
}

static void add_damage(maker *m)
{
    static const mutation none = { .name = "as it is" };
    uint64_t state = 0x5EED5EED5EEDULL;
    for (unsigned i = 0; i < 400; i++) {
        const form *f = &forms[i % (sizeof forms / sizeof *forms)];
        us_text bytes = damage(m->arena, put_together(m->arena, f, &none), &state);
        add(m, us_arena_print(m->arena, "damage %u: %s", i, f->name), bytes, "?", BROKEN_HALF);
    }
}

broken_case *broken_cases(us_arena *arena, unsigned *count)
{
    maker m = { arena, NULL, NULL, 0 };
    m.last = &m.first;
    add_heads(&m);
    add_framings(&m);
    add_streams(&m);
    add_sizes(&m);
    add_damage(&m);
    *count = m.count;
    return m.first;
}
