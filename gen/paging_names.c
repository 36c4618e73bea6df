/* What APIs call the parts of a page: Google, Foundry, Stripe, GitHub, Microsoft, JSON:API, HAL, Spring, Django,
 * Slack, Cloudflare, and those that took after them. Names are compared without case, and without the signs
 * between words: `next_page_token`, `nextPageToken` and `page[nextToken]` are one. */
#include "base/ascii.h"
#include "gen/paging.h"

typedef struct entry {
    const char *names; /* between spaces, with one at each end */
    unsigned types;    /* one of which it must be able to have */
    unsigned what;
} entry;

enum {
    WORD = GEN_TYPE_STRING,
    COUNT = GEN_TYPE_INTEGER | GEN_TYPE_NUMBER,
    EITHER = WORD | COUNT,
    TRUTH = GEN_TYPE_BOOLEAN,
    ANY = 127,
    NAME_MOST = 40
};

/* The letters and digits of the name, in lower case, between two spaces; false when it is longer than any here. */
static bool squeeze(us_text name, char out[NAME_MOST])
{
    size_t length = 0;
    out[length++] = ' ';
    for (size_t i = 0; i < name.length; i++) {
        if (!us_is_word(name.bytes[i]))
            continue;
        if (length + 2 >= NAME_MOST)
            return false;
        out[length++] = us_lower(name.bytes[i]);
    }
    out[length++] = ' ';
    out[length] = '\0';
    return length > 2;
}

/* Of the first entry that has the name and allows one of the types. */
static unsigned find(const entry *list, size_t count, us_text name, unsigned types, unsigned none)
{
    char word[NAME_MOST];
    if (!squeeze(name, word))
        return none;
    for (size_t i = 0; i < count; i++)
        if ((types == 0 || types & list[i].types) && strstr(list[i].names, word))
            return list[i].what;
    return none;
}

#define FIND(list, name, types, none) find(list, sizeof list / sizeof *list, name, types, none)

static const entry asked[] = {
    { " pagetoken nextpagetoken cursor nextcursor pagecursor continuationtoken continuation continue "
      "nexttoken marker startingtoken skiptoken bookmark paginationtoken exclusivestartkey startkey "
      "pagestate ",
      EITHER, PAGING_ASKS_TOKEN },
    { " after startingafter afterid startafter pageafter sinceid ", EITHER, PAGING_ASKS_AFTER },
    { " before endingbefore beforeid pagebefore ", EITHER, PAGING_ASKS_BEFORE },
    { " page pagenumber pagenum pageno pageindex currentpage ", COUNT, PAGING_ASKS_NUMBER },
    { " offset skip start startat startindex pageoffset ", COUNT, PAGING_ASKS_OFFSET },
    { " limit pagesize perpage size count maxresults max top pagelimit first take rows itemsperpage "
      "resultsperpage maxpagesize maxitems pagelength num maxkeys ",
      COUNT, PAGING_ASKS_SIZE },
};

enum paging_asks paging_asks_of(us_text name, unsigned types)
{
    return (enum paging_asks)FIND(asked, name, types, PAGING_ASKS_NOTHING);
}

static const entry urls[] = {
    { " next nextlink odatanextlink nextpageurl nexturl nextpageuri nexturi nexthref nextpage "
      "nextpagelink nextrecordsurl ",
      ANY, GEN_PAGE_NEXT_URL },
    { " previous prev previouslink prevlink prevpageurl previouspageurl prevurl previousurl "
      "previouspage prevpage ",
      ANY, GEN_PAGE_PREVIOUS_URL },
    { " first firstpageurl firstpage firstlink ", ANY, GEN_PAGE_FIRST_URL },
    { " last lastpageurl lastpage lastlink ", ANY, GEN_PAGE_LAST_URL },
    { " self ", ANY, GEN_PAGE_SELF_URL },
};

static const entry said[] = {
    { " nextlink odatanextlink nextpageurl nexturl nextpageuri nexturi nexthref nextpagelink "
      "nextrecordsurl ",
      WORD, GEN_PAGE_NEXT_URL },
    { " previouslink prevlink prevpageurl previouspageurl prevurl previousurl ", WORD,
      GEN_PAGE_PREVIOUS_URL },
    { " firstpageurl ", WORD, GEN_PAGE_FIRST_URL },
    { " lastpageurl ", WORD, GEN_PAGE_LAST_URL },
    { " nextpagetoken nextcursor nexttoken continuationtoken nextcontinuationtoken nextmarker endcursor "
      "continue cursor next after nextpage bookmark paginationtoken pagetoken lastevaluatedkey ",
      WORD, GEN_PAGE_NEXT_TOKEN },
    { " previouspagetoken prevpagetoken previouscursor prevcursor startcursor before previous prev "
      "previoustoken ",
      WORD, GEN_PAGE_PREVIOUS_TOKEN },
    { " firstid ", EITHER, GEN_PAGE_FIRST_ID },
    { " lastid ", EITHER, GEN_PAGE_LAST_ID },
    { " hasmore hasnextpage hasnext more moreavailable hasmorepages hasmoreitems istruncated "
      "moreitemsincollection hasmoreresults ",
      TRUTH, GEN_PAGE_HAS_NEXT },
    { " haspreviouspage hasprevious hasprev hasprevpage ", TRUTH, GEN_PAGE_HAS_PREVIOUS },
    { " last islast islastpage lastpage ", TRUTH, GEN_PAGE_IS_LAST },
    { " first isfirst isfirstpage firstpage ", TRUTH, GEN_PAGE_IS_FIRST },
    { " total totalcount totalitems totalresults totalelements totalrecords totalsize totalhits "
      "odatacount totalentries totalnumber totalobjects totalrows xtotalcount xtotal xpaginationtotalcount ",
      COUNT, GEN_PAGE_TOTAL },
    { " totalpages pagecount numpages lastpage pages pagestotal totalpagecount xtotalpages ", COUNT,
      GEN_PAGE_PAGES },
    { " page pagenumber currentpage pageindex pageno pagenum xpage ", COUNT, GEN_PAGE_NUMBER },
    { " nextpage next xnextpage nextpagenumber ", COUNT, GEN_PAGE_NEXT_NUMBER },
    { " nextoffset ", COUNT, GEN_PAGE_NEXT_OFFSET },
    { " prevpage previouspage prev previous xprevpage ", COUNT, GEN_PAGE_PREVIOUS_NUMBER },
    { " offset skip startindex startat start ", COUNT, GEN_PAGE_OFFSET },
    { " limit pagesize perpage size itemsperpage maxresults pagelimit xperpage ", COUNT,
      GEN_PAGE_SIZE },
    { " count numberofelements resultsize ", COUNT, GEN_PAGE_COUNT },
};

static bool is_url_name(us_text name)
{
    char word[NAME_MOST];
    return squeeze(name, word) &&
           (strstr(word, "link ") || strstr(word, "url ") || strstr(word, "href "));
}

enum gen_page_says paging_says_of(us_text name, unsigned types, bool url)
{
    bool text = types == 0 || types & (WORD | GEN_TYPE_OBJECT);
    if (text && (url || is_url_name(name)))
        return (enum gen_page_says)FIND(urls, name, 0, GEN_PAGE_SAYINGS);
    return (enum gen_page_says)FIND(said, name, types, GEN_PAGE_SAYINGS);
}

static const entry frames[] = {
    { " meta metadata pagination paging pageinfo page pagemeta pagingmetadata cursors responsemetadata "
      "pager resultinfo listinfo paginginfo paginationinfo links link ",
      ANY, 1 },
};

bool paging_is_frame(us_text name)
{
    return FIND(frames, name, 0, 0) == 1;
}

static const entry lists[] = {
    { " data items results value values records entries ", ANY, 3 },
    { " content list resources objects elements rows nodes hits result ", ANY, 2 },
    { " errors warnings links link included facets messages unreachable tags categories filters sort ",
      ANY, 0 },
};

unsigned paging_list_rank(us_text name)
{
    return FIND(lists, name, 0, 1);
}

static const entry wrappers[] = {
    { " data result results response embedded payload body list content ", ANY, 1 },
};

bool paging_is_wrapper(us_text name)
{
    return FIND(wrappers, name, 0, 0) == 1;
}

static const entry identities[] = {
    { " id ", EITHER, 5 },
    { " uuid guid rid gid sid uid objectid nodeid ", EITHER, 4 },
    { " key arn urn ", EITHER, 3 },
    { " name number slug code ", EITHER, 2 },
};

unsigned paging_identity_rank(us_text name)
{
    return FIND(identities, name, 0, 0);
}
