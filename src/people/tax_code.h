/*
 * The Italian tax code (codice fiscale) and what may stand in its place: the provisional code of
 * 11 digits and the health codes STP and ENI of foreigners. Pure: it reads no data.
 *
 * Rules: decree of the Minister of finance of 23 December 1976 (structure, check letter, omocodia)
 * and of 12 March 1974. Only the tax office's value is authentic, so disagreement with a person's
 * data is a warning and never a refusal.
 */
#ifndef PEOPLE_TAX_CODE_H
#define PEOPLE_TAX_CODE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/status.h"

enum {
    TAX_CODE_CHARS = 16,
    TAX_CODE_PROVISIONAL_CHARS = 11,
    TAX_CODE_BIRTHS_MAX = 2,
};

enum tax_code_kind {
    TAX_CODE_PERSON,      /* 16 characters that tell name, birth and sex */
    TAX_CODE_PROVISIONAL, /* 11 digits, given until the person's data are certain */
    TAX_CODE_STP,         /* straniero temporaneamente presente: "STP" and 13 digits */
    TAX_CODE_ENI,         /* europeo non iscritto: "ENI" and 13 digits */
};

/* Why a text is no tax code. */
enum tax_code_fault {
    TAX_CODE_SOUND,
    TAX_CODE_BAD_LENGTH,    /* neither 16 nor 11 characters, or empty */
    TAX_CODE_BAD_CHARACTER, /* a letter where a digit must be, or the like */
    TAX_CODE_BAD_BIRTH,     /* a day that its month never has */
    TAX_CODE_BAD_CHECK,     /* the check letter or digit: most likely a slip of typing */
};

struct tax_code {
    char text[TAX_CODE_CHARS + 1]; /* normalized */
    enum tax_code_kind kind;
    /* What follows is told only by TAX_CODE_PERSON. */
    int year; /* last two digits */
    int month;
    int day;
    char sex;           /* 'M' or 'F' */
    char birthplace[5]; /* cadastral code, omocodia undone: "F205" */
    bool omocodia;      /* letters stand for digits, as two people would share the code */
};

/* Data of a person to compare with a code or to make one from. */
struct tax_code_person {
    const char *surname;    /* NULL when unknown */
    const char *name;       /* NULL when unknown */
    struct date birth;      /* DATE_NONE when unknown */
    char sex;               /* 'M' or 'F'; else unknown */
    const char *birthplace; /* cadastral code of municipality or foreign country; NULL: unknown */
};

/* What a code tells otherwise than a person's data; a set of bits. */
enum tax_code_warning {
    TAX_CODE_OTHER_SURNAME = 1 << 0,
    TAX_CODE_OTHER_NAME = 1 << 1,
    TAX_CODE_OTHER_BIRTH = 1 << 2,
    TAX_CODE_OTHER_SEX = 1 << 3,
    TAX_CODE_OTHER_BIRTHPLACE = 1 << 4,
};

/* As stored: capitals; without spaces, dots, dashes and slashes. ERR_INVALID when nothing is left,
   or more than 16 characters, or anything but letters A-Z and digits. */
MUST_USE enum status tax_code_normalize(const char *typed, char ret_text[TAX_CODE_CHARS + 1]);

/* Reads a code as typed. ERR_INVALID with the reason in `*ret_fault`; `*ret_code` is set only on
   success, `*ret_fault` always. */
MUST_USE enum status tax_code_read(const char *typed, struct tax_code *ret_code,
                                   enum tax_code_fault *ret_fault);

/* The newest two real dates of birth, up to `today`, that the code may mean, newest first; how
   many: one or none when others are too long ago. None for other kinds than TAX_CODE_PERSON. */
int tax_code_births(const struct tax_code *code, struct date today,
                    struct date ret_births[TAX_CODE_BIRTHS_MAX]);

/* A set of enum tax_code_warning. What is unknown, or written in letters that are not Latin, is
   not compared. Always 0 for other kinds than TAX_CODE_PERSON. */
unsigned tax_code_warnings(const struct tax_code *code, const struct tax_code_person *person);

/* The code that the tax office's rule gives, without omocodia; for invented people and for tests,
   never to be stored as someone's own. ERR_INVALID when anything is unknown, a name has no Latin
   letter, or the birthplace is not a letter and three digits. */
MUST_USE enum status tax_code_make(const struct tax_code_person *person,
                                   char ret_text[TAX_CODE_CHARS + 1]);

#endif
