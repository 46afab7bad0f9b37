/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of a picture: what is written in its nodes and rows. All returned texts are owned, but for the generation's name. */

#pragma once

#include "picture/select.h"

#define HW_MAX_TITLE 36 /* characters */

/* [text], or its beginning and "…" if it has more than [max] characters. */
char       *hw_text_elide            (const char        *text,
                                      guint              max);

/* "1 234 567". */
char       *hw_text_number           (guint64            number);

/* "56 B", "1.2 kB", "3.4 MB". */
char       *hw_text_size             (guint64            bytes);

/* "gen 0", "untracked". Static. */
const char *hw_words_generation      (int                generation);

/* How an object reads in a row: "'abc'", "class Node", "function f". */
char       *hw_words_dup_value       (HwSelection       *selection,
                                      guint              object);

/* What stands at the left of a row: "[3]", "'k'", "name". */
char       *hw_words_dup_label       (HwSelection       *selection,
                                      const HwSlot      *slot);

/* "Node #7", "gen 0 · 56 B", and a whole sentence on the object of [node]. */
char       *hw_words_dup_title       (HwSelection       *selection,
                                      guint              object);
char       *hw_words_dup_subtitle    (HwSelection       *selection,
                                      guint              object);
char       *hw_words_dup_description (HwSelection       *selection,
                                      guint              object,
                                      const HwSceneNode *node);

/* "Node × 300", "cycle of 12 Node", "line 7 × 300", and what stands below it; and a whole sentence. */
char       *hw_words_dup_group_title (HwSelection       *selection,
                                      const HwGroup     *group);
char       *hw_words_dup_group_subtitle (HwSelection    *selection,
                                      const HwGroup     *group);
char       *hw_words_dup_group_description (HwSelection *selection,
                                      const HwGroup     *group);

/* "module __main__", "frame of f · line 3", or what the root is called. */
char       *hw_words_dup_table_title (HwSelection       *selection,
                                      guint              object);
