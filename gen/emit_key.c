/* Keys: what something that is to be written depends on, as bytes, so that it is found again before it is
 * written a second time. Each part of a key ends where its length or its size says. */
#include "gen/emit.h"

static void add_bytes(us_buf *key, const void *bytes, size_t length)
{
    us_buf_add(key, (us_text){ bytes, length });
}

void emit_key_number(us_buf *key, unsigned number)
{
    add_bytes(key, &number, sizeof number);
}

void emit_key_address(us_buf *key, const void *address)
{
    add_bytes(key, &address, sizeof address);
}

void emit_key_text(us_buf *key, us_text text)
{
    add_bytes(key, &text.length, sizeof text.length);
    us_buf_add(key, text);
}

/* The column is in no product. */
void emit_key_at(us_buf *key, gen_at at)
{
    emit_key_number(key, at.file);
    emit_key_number(key, at.line);
}

void emit_key_moved(us_buf *key, const gen_moved *moved)
{
    emit_key_at(key, moved->from);
    emit_key_at(key, moved->to);
    emit_key_at(key, moved->at);
}
