/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The kinds of token, after CPython's Grammar/Tokens. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* X (id, what it is). */
#define HW_TOKEN_CLASS_LIST(X)              \
  X (ENDMARKER, "end of file")              \
  X (NEWLINE, "newline")                    \
  X (INDENT, "indent")                      \
  X (DEDENT, "dedent")                      \
  X (NAME, "name")                          \
  X (NUMBER, "number")                      \
  X (STRING, "string")                      \
  X (FSTRING_START, "f-string start")       \
  X (FSTRING_MIDDLE, "f-string middle")     \
  X (FSTRING_END, "f-string end")           \
  X (SPEC_COLON, ":")                       \
  X (INVALID, "a character outside Python") \
  X (ERROR, "text already reported as wrong")

/* X (id, text). Longer operators come before their beginnings. */
#define HW_TOKEN_OPERATOR_LIST(X) \
  X (ELLIPSIS, "...")             \
  X (DOUBLE_STAR_EQUAL, "**=")    \
  X (DOUBLE_SLASH_EQUAL, "//=")   \
  X (LEFT_SHIFT_EQUAL, "<<=")     \
  X (RIGHT_SHIFT_EQUAL, ">>=")    \
  X (NOT_EQUAL, "!=")             \
  X (PERCENT_EQUAL, "%=")         \
  X (AMPERSAND_EQUAL, "&=")       \
  X (DOUBLE_STAR, "**")           \
  X (STAR_EQUAL, "*=")            \
  X (PLUS_EQUAL, "+=")            \
  X (MINUS_EQUAL, "-=")           \
  X (ARROW, "->")                 \
  X (DOUBLE_SLASH, "//")          \
  X (SLASH_EQUAL, "/=")           \
  X (COLON_EQUAL, ":=")           \
  X (LEFT_SHIFT, "<<")            \
  X (LESS_EQUAL, "<=")            \
  X (EQUAL_EQUAL, "==")           \
  X (GREATER_EQUAL, ">=")         \
  X (RIGHT_SHIFT, ">>")           \
  X (AT_EQUAL, "@=")              \
  X (CIRCUMFLEX_EQUAL, "^=")      \
  X (BAR_EQUAL, "|=")             \
  X (EXCLAMATION, "!")            \
  X (PERCENT, "%")                \
  X (AMPERSAND, "&")              \
  X (LEFT_PAREN, "(")             \
  X (RIGHT_PAREN, ")")            \
  X (STAR, "*")                   \
  X (PLUS, "+")                   \
  X (COMMA, ",")                  \
  X (MINUS, "-")                  \
  X (DOT, ".")                    \
  X (SLASH, "/")                  \
  X (COLON, ":")                  \
  X (SEMICOLON, ";")              \
  X (LESS, "<")                   \
  X (EQUAL, "=")                  \
  X (GREATER, ">")                \
  X (AT, "@")                     \
  X (LEFT_BRACKET, "[")           \
  X (RIGHT_BRACKET, "]")          \
  X (CIRCUMFLEX, "^")             \
  X (LEFT_BRACE, "{")             \
  X (BAR, "|")                    \
  X (RIGHT_BRACE, "}")            \
  X (TILDE, "~")

#define HW_TOKEN_KEYWORD_LIST(X) \
  X (FALSE, "False")             \
  X (NONE, "None")               \
  X (TRUE, "True")               \
  X (AND, "and")                 \
  X (AS, "as")                   \
  X (ASSERT, "assert")           \
  X (ASYNC, "async")             \
  X (AWAIT, "await")             \
  X (BREAK, "break")             \
  X (CLASS, "class")             \
  X (CONTINUE, "continue")       \
  X (DEF, "def")                 \
  X (DEL, "del")                 \
  X (ELIF, "elif")               \
  X (ELSE, "else")               \
  X (EXCEPT, "except")           \
  X (FINALLY, "finally")         \
  X (FOR, "for")                 \
  X (FROM, "from")               \
  X (GLOBAL, "global")           \
  X (IF, "if")                   \
  X (IMPORT, "import")           \
  X (IN, "in")                   \
  X (IS, "is")                   \
  X (LAMBDA, "lambda")           \
  X (NONLOCAL, "nonlocal")       \
  X (NOT, "not")                 \
  X (OR, "or")                   \
  X (PASS, "pass")               \
  X (RAISE, "raise")             \
  X (RETURN, "return")           \
  X (TRY, "try")                 \
  X (WHILE, "while")             \
  X (WITH, "with")               \
  X (YIELD, "yield")

#define HW_TOKEN_LIST(X)     \
  HW_TOKEN_CLASS_LIST (X)    \
  HW_TOKEN_OPERATOR_LIST (X) \
  HW_TOKEN_KEYWORD_LIST (X)

typedef enum {
#define HW_X(id, text) HW_TOKEN_##id,
  HW_TOKEN_LIST (HW_X)
#undef HW_X
  HW_N_TOKENS
} HwTokenKind;

#define hw_token_is_operator(kind) ((kind) >= HW_TOKEN_ELLIPSIS && (kind) <= HW_TOKEN_TILDE)
#define hw_token_is_keyword(kind) ((kind) >= HW_TOKEN_FALSE && (kind) <= HW_TOKEN_YIELD)

/* A token is a stretch of the text: bytes [start, end), lines from 1, columns in bytes from 0. */
typedef struct {
  guint8  kind;
  guint8  level; /* how many brackets are open around it */
  guint32 start;
  guint32 end;
  guint32 line;
  guint32 column;
  guint32 end_line;
  guint32 end_column;
} HwToken;

/* "(" or "lambda" or "newline". Static text. */
const char *hw_token_kind_to_string (HwTokenKind kind);

G_END_DECLS
