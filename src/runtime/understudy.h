/* understudy.h - everything that generated code may use, in four parts.
 *
 * What travels inside the program, is put before generated C in memory and written beside it on disk, is
 * one file of the parts, one after the other (cli/embed.c): so they include nothing, not even each other.
 * They are named as their neighbour sees them, wherever the folder is. */
#ifndef UNDERSTUDY_H
#define UNDERSTUDY_H

#include "understudy_verbs.h"
#include "understudy_shapes.h"
#include "understudy_answers.h"
#include "understudy_nouns.h"

#endif
