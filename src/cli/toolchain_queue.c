/* Texts on their way from who writes them to who compiles them. The queue is bounded by bytes, so that a
 * writer who is ahead does not fill the memory; one piece may always wait, however long it is. */
#include <stdlib.h>

#include "cli/toolchain_program.h"

#define WAITING_MOST ((size_t)8 << 20)

void us_queue_open(us_queue *queue)
{
    *queue = (us_queue){ .last = &queue->first };
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->changed, NULL);
}

void us_queue_close(us_queue *queue)
{
    pthread_cond_destroy(&queue->changed);
    pthread_mutex_destroy(&queue->lock);
}

void us_queue_put(us_queue *queue, us_piece *piece)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->waiting > WAITING_MOST)
        pthread_cond_wait(&queue->changed, &queue->lock);
    *queue->last = piece;
    queue->last = &piece->next;
    queue->waiting += piece->text.length;
    pthread_cond_signal(&queue->changed);
    pthread_mutex_unlock(&queue->lock);
}

void us_queue_end(us_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->ended = true;
    pthread_cond_signal(&queue->changed);
    pthread_mutex_unlock(&queue->lock);
}

us_piece *us_queue_take(us_queue *queue)
{
    us_piece *piece;

    pthread_mutex_lock(&queue->lock);
    while (!queue->first && !queue->ended)
        pthread_cond_wait(&queue->changed, &queue->lock);
    piece = queue->first;
    if (piece) {
        queue->first = piece->next;
        if (!queue->first)
            queue->last = &queue->first;
        queue->waiting -= piece->text.length;
        pthread_cond_signal(&queue->changed);
    }
    pthread_mutex_unlock(&queue->lock);
    return piece;
}

us_piece *us_piece_new(void)
{
    us_piece *piece = calloc(1, sizeof *piece);

    if (!piece)
        us_out_of_memory();
    return piece;
}

void us_piece_free(us_piece *piece)
{
    us_arena_free(&piece->arena);
    free(piece);
}
