/* The tree grows as it is walked: a node has a list of branches, each a stretch of somebody's rows whose paths are
 * alike so far, and whoever comes to it first makes the children that they go on to, with shorter branches. One
 * thread does so at a time; when it is done the node is open, and stays as it is. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "server/route_tree.h"

/* ---- Segments ------------------------------------------------------------------------------------------- */

/* The text before the next expression; *rest starts after it, or is empty. False: no more expression. */
static bool next_expression(us_text *rest, us_text *before, us_text *name)
{
    size_t open = us_text_find(*rest, '{');
    us_text inside = us_text_slice(*rest, open + 1, rest->length);
    size_t close = us_text_find(inside, '}');
    *before = *rest;
    if (open == rest->length || close == inside.length)
        return false;
    *before = us_text_slice(*rest, 0, open);
    *name = us_text_slice(inside, 0, close);
    *rest = us_text_slice(inside, close + 1, inside.length);
    return true;
}

/* A literal of a template may be percent-encoded as it would be in a URL. */
static us_text decode_literal(us_arena *arena, us_text literal)
{
    us_text decoded;
    bool readable = us_percent_decode(arena, literal, US_PLUS_STAYS, &decoded);
    return readable && us_utf8_valid(decoded) ? decoded : literal;
}

static us_template read_template(us_arena *arena, us_text segment)
{
    us_template template = { 0 };
    us_text before, name;
    template.literal = US_NEW_ARRAY(arena, us_text, us_text_count(segment, '{') + 1);
    while (next_expression(&segment, &before, &name)) {
        template.literal[template.expressions++] = decode_literal(arena, before);
        template.literal_length += before.length;
    }
    template.literal[template.expressions] = decode_literal(arena, before);
    template.literal_length += before.length;
    return template;
}

static bool template_equal(const us_template *a, const us_template *b)
{
    if (a->expressions != b->expressions)
        return false;
    for (unsigned i = 0; i <= a->expressions; i++)
        if (!us_text_equal(a->literal[i], b->literal[i]))
            return false;
    return true;
}

/* ---- Children ------------------------------------------------------------------------------------------- */

static us_route_node *new_node(us_arena *arena, us_text segment, us_template template)
{
    us_route_node *node = US_NEW(arena, us_route_node);
    node->segment = segment;
    node->template = template;
    node->last = &node->literal;
    return node;
}

/* Where the literal child called `segment` is or would be in the table. */
static us_route_node **find_slot(const us_route_node *node, us_text segment)
{
    unsigned i = us_hash(segment.bytes, segment.length) & (node->slots - 1);
    while (node->slot[i] && !us_text_equal(node->slot[i]->segment, segment))
        i = (i + 1) & (node->slots - 1);
    return &node->slot[i];
}

/* One of 64 bits, which tells most values of an expression from the literals beside it at once. */
static uint64_t mark_of(us_text segment)
{
    if (segment.length == 0)
        return 1;
    unsigned first = (unsigned char)segment.bytes[0];
    unsigned last = (unsigned char)segment.bytes[segment.length - 1];
    return UINT64_C(1) << ((first + 31 * last + 7 * (unsigned)segment.length) & 63);
}

us_route_node *us_route_literal_child(const us_route_node *node, us_text segment)
{
    return node->marks & mark_of(segment) ? *find_slot(node, segment) : NULL;
}

static void grow_table(us_arena *arena, us_route_node *node)
{
    node->slots = node->slots ? node->slots * 2 : 4;
    node->slot = US_NEW_ARRAY(arena, us_route_node *, node->slots);
    for (us_route_node *child = node->literal; child; child = child->next)
        *find_slot(node, child->segment) = child;
}

static us_route_node *add_literal(us_arena *arena, us_route_node *node, const us_template *template)
{
    if ((node->literals + 1) * 2 > node->slots)
        grow_table(arena, node);
    us_route_node **slot = find_slot(node, template->literal[0]);
    if (*slot)
        return *slot;
    *slot = *node->last = new_node(arena, template->literal[0], (us_template){ 0 });
    node->last = &(*slot)->next;
    node->marks |= mark_of(template->literal[0]);
    node->literals++;
    return *slot;
}

static us_route_node *add_templated(us_arena *arena, us_route_node *node, us_text segment,
                                    const us_template *template)
{
    us_route_node **place = &node->templated;
    for (; *place; place = &(*place)->next) {
        if (template_equal(&(*place)->template, template))
            return *place;
        if ((*place)->template.literal_length < template->literal_length)
            break;
    }
    us_route_node *child = new_node(arena, segment, *template);
    child->next = *place;
    *place = child;
    return child;
}

/* A segment that is written as it arrives, and without an expression. */
static bool is_plain(us_text segment)
{
    return us_text_find(segment, '{') == segment.length &&
           us_text_find(segment, '%') == segment.length;
}

/* Most segments are plain, or there already in the same words: neither takes memory. */
static us_route_node *add_child(us_arena *arena, us_route_node *node, us_text segment)
{
    us_template template = { .literal = &segment };
    us_route_node *known = node->templated;
    if (is_plain(segment))
        return add_literal(arena, node, &template);
    while (known && !us_text_equal(known->segment, segment))
        known = known->next;
    if (known)
        return known;
    template = read_template(arena, segment);
    if (template.expressions == 0)
        return add_literal(arena, node, &template);
    return add_templated(arena, node, segment, &template);
}

/* The names of the expressions, or, without `name`, how many there are. None reaches over a '/'. */
static unsigned read_names(us_text path, us_text *name)
{
    unsigned names = 0;
    for (size_t open; (open = us_text_find(path, '{')) < path.length;) {
        us_text inside = us_text_slice(path, open + 1, path.length);
        us_text segment = us_text_slice(inside, 0, us_text_find(inside, '/'));
        size_t close = us_text_find(segment, '}');
        if (close < segment.length && name)
            name[names] = us_text_slice(segment, 0, close);
        names += close < segment.length;
        path = us_text_slice(inside, close, inside.length);
    }
    return names;
}

/* ---- Routes ---------------------------------------------------------------------------------------------- */

static us_text with_base(us_arena *arena, us_text base, us_text path)
{
    us_buf joined;
    if (base.length == 0)
        return path;
    joined = us_buf_new(arena, base.length + path.length);
    us_buf_add(&joined, base);
    us_buf_add(&joined, path);
    return us_buf_text(&joined);
}

static us_route *new_route(us_arena *arena, const us_mount *mount, us_route_row row, unsigned rank)
{
    us_route *route = US_NEW(arena, us_route);
    us_text path = with_base(arena, mount->base, row.path);
    us_text *name = US_NEW_ARRAY(arena, us_text, read_names(path, NULL) + 1);
    *route = (us_route){ .method = row.method,
                         .path = path,
                         .name = name,
                         .names = read_names(path, name),
                         .owner = mount->list.owner,
                         .target = row.target,
                         .rank = rank };
    return route;
}

/* Of two with the same method the first stays: the other can never be found. */
static void add_route(us_arena *arena, us_route_node *node, const us_mount *mount, us_route_row row,
                      unsigned rank)
{
    us_route **place = &node->route;
    while (*place && (*place)->rank < rank)
        place = &(*place)->next;
    us_route *route = new_route(arena, mount, row, rank);
    route->next = *place;
    *place = route;
}

/* ---- Branches -------------------------------------------------------------------------------------------- */

static void add_branch(us_arena *arena, us_route_node *node, us_branch branch)
{
    us_branch *added = us_arena_alloc(arena, sizeof *added);
    us_branch *first = atomic_load_explicit(&node->branch, memory_order_relaxed);
    *added = branch;
    added->next = first;
    atomic_store_explicit(&node->branch, added, memory_order_relaxed);
}

static unsigned number_of(const us_route_list *list, unsigned place)
{
    return list->order ? list->order[place] : list->first + place;
}

static us_route_row row_at(const us_route_list *list, unsigned place)
{
    return list->row(list->owner, number_of(list, place));
}

/* Whether the path of that place has the segment after the offset, as all before it up to `from` have. */
static bool goes_on(const us_branch *branch, unsigned place, us_text segment)
{
    us_text path = row_at(&branch->mount->list, place).path;
    us_text rest = us_text_slice(path, branch->offset, path.length);
    return rest.length > 0 && us_text_equal(us_segment_next(&rest), segment);
}

/* Where the paths that go on with this segment end: by strides that double, and halve again, since a sorted list
 * has all of them together. */
static unsigned end_of_segment(const us_branch *branch, unsigned from, us_text segment)
{
    unsigned last = from, stride = branch->mount->list.order ? 1 : 0; /* `last` goes on */
    while (stride > 0 && last + stride < branch->to && goes_on(branch, last + stride, segment)) {
        last += stride;
        stride *= 2;
    }
    for (; stride > 0; stride /= 2)
        if (last + stride < branch->to && goes_on(branch, last + stride, segment))
            last += stride;
    return last + 1;
}

static void take_branch(us_router *router, us_route_node *node, const us_branch *branch)
{
    const us_mount *mount = branch->mount;
    unsigned place = branch->from;
    while (place < branch->to) {
        us_route_row row = row_at(&mount->list, place);
        us_text rest = us_text_slice(row.path, branch->offset, row.path.length);
        if (rest.length == 0) {
            add_route(&router->arena, node, mount, row,
                      mount->rank + number_of(&mount->list, place));
            place++;
            continue;
        }
        us_text segment = us_segment_next(&rest);
        us_branch longer = { .mount = mount,
                             .from = place,
                             .offset = row.path.length - rest.length };
        longer.to = place = end_of_segment(branch, place, segment);
        add_branch(&router->arena, add_child(&router->arena, node, segment), longer);
    }
}

/* The one that was added first comes first. */
static const us_branch *in_order(us_branch *branch)
{
    us_branch *first = NULL;
    while (branch) {
        us_branch *next = branch->next;
        branch->next = first;
        first = branch;
        branch = next;
    }
    return first;
}

void us_route_grow(us_router *router, us_route_node *node)
{
    pthread_mutex_lock(&router->growing);
    us_branch *branches = atomic_load_explicit(&node->branch, memory_order_relaxed);
    for (const us_branch *branch = in_order(branches); branch; branch = branch->next)
        take_branch(router, node, branch);
    atomic_store_explicit(&node->branch, NULL, memory_order_release);
    pthread_mutex_unlock(&router->growing);
}

/* ---- The router ------------------------------------------------------------------------------------------ */

us_router *us_router_new(void)
{
    us_router *router = calloc(1, sizeof *router);
    if (!router || pthread_mutex_init(&router->growing, NULL) != 0)
        us_out_of_memory();
    router->root.last = &router->root.literal;
    return router;
}

void us_router_free(us_router *router)
{
    if (!router)
        return;
    pthread_mutex_destroy(&router->growing);
    us_arena_free(&router->arena);
    free(router);
}

void us_router_add(us_router *router, us_text base, us_route_list list)
{
    us_mount *mount = US_NEW(&router->arena, us_mount);
    us_route_node *node = &router->root;
    *mount = (us_mount){ base, list, router->rows };
    router->rows += list.rows;
    while (base.length > 0)
        node = add_child(&router->arena, node, us_segment_next(&base));
    add_branch(&router->arena, node, (us_branch){ .mount = mount, .to = list.rows });
}
