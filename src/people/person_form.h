/* The form of a person's record, the same for a new one and for a change. */
#ifndef PEOPLE_PERSON_FORM_H
#define PEOPLE_PERSON_FORM_H

#include "people/people_pages.h"
#include "people/person_change.h"

/* As typed; the fields are called as the members. */
struct person_form {
    const char *surname;
    const char *name;
    struct date birth_date;
    const char *birth_place;      /* a name, or a cadastral code */
    const char *birth_place_code; /* which one, when the name means several */
    const char *sex;
    const char *tax_code;
    int64_t place_id;
    const char *address;
    const char *email;
    const char *phone1;
    const char *phone1_label;
    const char *phone2;
    const char *phone2_label;
    const char *phone3;
    const char *phone3_label;
    const char *phone4;
    const char *phone4_label;
    struct date lives_there_from;
    struct date died_on;
    int64_t version;
};

extern const struct input_choice PERSON_SEXES[];

/* Reads the posted form into a draft. Mistakes go to `errors`; `ret_places` are the places that a
   birthplace's name may mean, when the person must say which. */
MUST_USE enum status person_form_read(struct ctx *ctx, struct form *form,
                                      struct person_form *ret_typed, struct person_draft *ret_draft,
                                      struct form_errors *errors, struct options_list *ret_places);

/* What one would have typed to get this record. */
struct form person_form_show(struct ctx *ctx, const struct person_edit *edit);

/* What the tax code tells otherwise than the other fields, or why it can hardly be one: sentences
   that warn and never block. None without a code. */
size_t person_tax_warnings(struct ctx *ctx, const struct person_draft *draft,
                           const char *const **ret_warnings);

/* The pages around the form. `form` NULL: nothing typed yet. */
MUST_USE enum status person_form_page(struct ctx *ctx, struct request *request,
                                      struct person_form_view *view, const struct form *form,
                                      const struct form_errors *errors, struct response *response);

/*
 * Before saving: likely doubles and warnings are shown once. False when there is nothing to show,
 * or the form says that just this was shown already; else the page has been written.
 */
MUST_USE enum status person_check_page(struct ctx *ctx, struct request *request,
                                       const struct person_draft *draft, int64_t id,
                                       struct response *response, bool *ret_shown);

#endif
