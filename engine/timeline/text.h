/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Objects of a replica as short texts. */

#pragma once

#include "timeline/replica.h"
#include "timeline/timeline.h"

G_BEGIN_DECLS

/* Appends [value] as Python's repr() writes it. */
void        hw_text_append_float  (GString    *string,
                                   double      value);

/* Appends the first characters of [text], of a str in UTF-8 or ([is_bytes]) of a bytes object, as Python's repr() writes them,
 * with "…" before the closing quote if there is more of it: [is_cut], or beyond the limit. */
void        hw_text_append_quoted (GString    *string,
                                   const char *text,
                                   gsize       n_bytes,
                                   gboolean    is_bytes,
                                   gboolean    is_cut);

/* Appends what a VALUE_… event says of an object of [kind]: 'abc', 1000, 1.5. */
void        hw_text_append_value  (GString       *string,
                                   HwKind         kind,
                                   const guint32 *value);

/* What was recorded of the str in [cell], not quoted; NULL if it is no str. Borrowed, not NUL-terminated. */
const char *hw_text_get_str       (HwTimeline *timeline,
                                   HwReplica  *replica,
                                   guint32     cell,
                                   gsize      *length);

/* Appends the short text of the object in [cell]: 'abc', 1000, None, Node (the class), f (the function); nothing for most.
 * Returns the length of a str or bytes, else 0. */
guint32     hw_text_append_object (GString    *string,
                                   HwTimeline *timeline,
                                   HwReplica  *replica,
                                   guint32     cell);

/* Whether pictures show such an object inside its holder's slot: None, bools, numbers, str, bytes, but for subclasses'
 * instances. */
gboolean    hw_text_is_atom       (HwKind      kind,
                                   guint32     flags);

/* Appends "Node #12", "'abc'", "class Node" … [text] is the object's short text, [type_name] its class's, [number] what
 * hw_timeline_get_number() gives. */
void        hw_text_append_title  (GString    *string,
                                   HwKind      kind,
                                   guint32     flags,
                                   guint32     number,
                                   const char *text,
                                   const char *type_name);

G_END_DECLS
