/* What the page files of this feature share. */
#ifndef RIDES_RIDES_PAGES_H
#define RIDES_RIDES_PAGES_H

#include "rides/answer_words.h"
#include "rides/day.h"
#include "rides/rides_view.h"
#include "web/request.h"
#include "web/response.h"
#include "zone/policy.h"
#include "zone/zone.h"

#define BOARD_PATH "/accompagnamenti"

/* "/accompagnamenti/7", "/accompagnamenti/7/sposta", "/accompagnamenti?giorno=2026-11-25" */
const char *ride_path(struct arena *arena, int64_t id);
const char *ride_act_path(struct arena *arena, int64_t id, const char *act);
const char *board_path(struct arena *arena, struct date day);

/* What this actor may know of a card: the birth only with POWER_PERSONS_READ. */
struct rider_view rider_show(struct ctx *ctx, const struct person_card *card);
/* "Arrone, via del Colle 4"; NULL when neither is known. */
const char *rider_home(struct arena *arena, const struct person_card *card);

/* "Nessuno", "Una persona", ... up to the policy's most. */
struct options_list companion_options(struct ctx *ctx, int64_t most);
/* "bastone, 5 minuti per salire" */
const char *words_boarding(struct ctx *ctx, const struct codes *aids, const char *aid,
                           int64_t minutes, int64_t companions);

/* The day in the query as `giorno`; today when it is missing or cannot be read. */
struct date query_day(struct ctx *ctx, struct request *request);
/* The office whose rides this actor looks at; 0: of all that they reach. */
int64_t rides_office(const struct ctx *ctx);

/* One way in ready words. `aids` is the code list mobility_aid, `outcomes` leg_outcome. */
struct leg_words {
    struct codes aids;
    struct codes outcomes;
    bool may_write;
};
MUST_USE enum status leg_words_read(struct ctx *ctx, struct leg_words *ret_words);
struct leg_view leg_show(struct ctx *ctx, const struct leg_words *words, const struct day_leg *leg);

/* "/accompagnamenti/foglio/7/manda?giorno=2026-11-25": `below` is "", "/pdf" or "/manda". */
const char *sheet_path(struct ctx *ctx, int64_t volunteer_id, const char *below, struct date day);

/* A ride, as far as the actor may know of it and of its person. */
struct ride_page {
    struct ride_row ride;
    struct person_card card;
};
MUST_USE enum status ride_page_read(struct ctx *ctx, int64_t id, struct ride_page *ret_page);

/* "ogni martedì alle 10:00"; NULL with 0. */
MUST_USE enum status series_words_of(struct ctx *ctx, int64_t series_id, const char **ret_words);
/* The series of a ride with all its dates; NULL for a ride by itself. */
MUST_USE enum status series_show(struct ctx *ctx, const struct ride_row *ride,
                                 const struct series_view **ret_series);

/* The handlers, by page. */
enum status booking_new_page(struct ctx *ctx, struct request *request, struct response *response);
enum status booking_ask_post(struct ctx *ctx, struct request *request, struct response *response);
enum status booking_edit_post(struct ctx *ctx, struct request *request, struct response *response);
enum status booking_confirm_post(struct ctx *ctx, struct request *request,
                                 struct response *response);
enum status booking_refuse_post(struct ctx *ctx, struct request *request,
                                struct response *response);
enum status booking_done_page(struct ctx *ctx, struct request *request, struct response *response);
enum status series_confirm_post(struct ctx *ctx, struct request *request,
                                struct response *response);
enum status opinions_page(struct ctx *ctx, struct request *request, struct response *response);
enum status opinion_page(struct ctx *ctx, struct request *request, struct response *response);
enum status opinion_post(struct ctx *ctx, struct request *request, struct response *response);

enum status ride_show_page(struct ctx *ctx, struct request *request, struct response *response);
enum status ride_cancel_page(struct ctx *ctx, struct request *request, struct response *response);
enum status ride_cancel_post(struct ctx *ctx, struct request *request, struct response *response);
enum status ride_correct_page(struct ctx *ctx, struct request *request, struct response *response);
enum status ride_correct_post(struct ctx *ctx, struct request *request, struct response *response);
enum status riders_page(struct ctx *ctx, struct request *request, struct response *response);
enum status rider_page(struct ctx *ctx, struct request *request, struct response *response);
enum status rider_company_post(struct ctx *ctx, struct request *request, struct response *response);
enum status rider_new_page(struct ctx *ctx, struct request *request, struct response *response);
enum status rider_new_post(struct ctx *ctx, struct request *request, struct response *response);
enum status destinations_page(struct ctx *ctx, struct request *request, struct response *response);
enum status destination_new_page(struct ctx *ctx, struct request *request,
                                 struct response *response);
enum status destination_new_post(struct ctx *ctx, struct request *request,
                                 struct response *response);
enum status destination_edit_page(struct ctx *ctx, struct request *request,
                                  struct response *response);
enum status destination_edit_post(struct ctx *ctx, struct request *request,
                                  struct response *response);

#endif
