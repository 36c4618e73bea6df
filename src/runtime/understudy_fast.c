/* What understudy_fast.h and understudy_fast_object.h believe of nodes and runs is so. */
#include <stddef.h>

#include "runtime/alternatives.h"
#include "runtime/check.h"
#include "runtime/members.h"
#include "runtime/numbers.h"
#include "runtime/understudy_bytes.h"
#include "runtime/understudy_fast.h"
#include "runtime/understudy_fast_object.h"

#define SAME(mirror, member, type, path)                                                           \
    _Static_assert(offsetof(mirror, member) == offsetof(type, path) &&                             \
                       sizeof(((mirror *)0)->member) == sizeof(((type *)0)->path),                 \
                   #mirror " mirrors " #type)

SAME(us_fast_node, next, us_json, node.next);
SAME(us_fast_node, child, us_json, node.child);
SAME(us_fast_node, string, us_json, node.valuestring);
SAME(us_fast_node, number, us_json, node.valuedouble);
SAME(us_fast_node, kind, us_json, node.type);
SAME(us_fast_node, row, us_json, row);
SAME(us_fast_node, length, us_json, item_types);
SAME(us_fast_lists_of, item_types, us_json_lists, item_types);
SAME(us_fast_lists_of, least, us_json_lists, least);
SAME(us_fast_lists_of, most, us_json_lists, most);
SAME(us_fast_row_of, least, us_json_row, least);
SAME(us_fast_row_of, most, us_json_row, most);
SAME(us_fast_node, name, us_json, node.string);
SAME(us_fast_node, length, us_json, length);
SAME(us_fast_node, name_length, us_json, key_length);
SAME(us_fast_node, count, us_json, count);
SAME(us_fast_node, name_hash, us_json, key_hash);
SAME(us_fast_node, types, us_json, types);
_Static_assert(sizeof(us_fast_node) == sizeof(us_json), "us_fast_node mirrors us_json");

SAME(us_fast_run, evaluation, us_check, evaluation);
SAME(us_fast_run, tally, us_check, tally);
SAME(us_fast_run, once, us_check, once);
SAME(us_fast_run, branches, us_check, branches);
SAME(us_fast_run, silent, us_check, silent);
SAME(us_fast_run, failed, us_check, failed);
SAME(us_fast_run, depth, us_check, depth);
SAME(us_fast_run, calls, us_check, calls);
SAME(us_fast_run, decided, us_check, decided);
SAME(us_fast_run, limit, us_check, limit);

_Static_assert((int)US_FAST_EXACT == (int)US_EXACT &&
                   (int)US_FAST_INEXACT == (int)US_JSON_INEXACT &&
                   (int)US_FAST_SUMMED == (int)US_JSON_SUMMED && US_FAST_FALSE == cJSON_False &&
                   US_FAST_TRUE == cJSON_True && US_FAST_NULL == cJSON_NULL &&
                   (int)US_FAST_DEPTH == US_CHECK_DEPTH &&
                   (unsigned)US_FAST_CALLS == US_CHECK_CALLS_USUAL,
               "the limits are the same");
