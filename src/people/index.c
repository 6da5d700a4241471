#include "people/index.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "engine/names/names.h"
#include "people/double.h"
#include "people/person_rules.h"
#include "people_sql.h"
#include "staff/actor.h"
#include "store/audit.h"
#include "store/db.h"

/* The index keeps 16 bits beside each person: the place, and whether the ride service knows them.
 */
enum { INDEX_RIDER = 0x8000, INDEX_PLACE_MASK = 0x7fff };

enum {
    INDEX_PHONES_MAX = 6,
    INDEX_PHONE_BYTES = 20,
    INDEX_CODE_BYTES = 20,
    /* Past so many changes at once (an import), reading everything again is quicker. */
    INDEX_PUT_MAX = 2 * NAMES_RECENT_MAX,
    INDEX_RANGES_MAX = 1024,
};

struct people_index {
    pthread_rwlock_t lock;
    struct names *names;
    int64_t followed;   /* the last audit number seen */
    int64_t generation; /* how often everything was read again */
    bool rebuilding;    /* somebody does so now */
};

/* Work between whose start and end something outside the arena is held. */
struct index_work {
    enum status (*run)(struct ctx *ctx, void *args);
    void *args;
};

/* An arena that passes its cap jumps; here the jump ends at this function, so that the caller can
   let go of what it holds. The statement that it left half way ends here too: pages go on. */
static enum status index_guarded(struct ctx *ctx, const struct index_work *work)
{
    jmp_buf *outer = ctx->arena->boundary;
    jmp_buf here;
    enum status status = ERR_TOO_LARGE;

    ctx->arena->boundary = &here;
    if (setjmp(here) == 0)
        status = work->run(ctx, work->args);
    else
        db_recover(ctx->db);
    ctx->arena->boundary = outer;
    return status;
}

static uint16_t index_tag(int64_t place_id, bool rider)
{
    return (uint16_t)((place_id & INDEX_PLACE_MASK) | (rider ? INDEX_RIDER : 0));
}

/* A person whose rows (one for each phone) are still coming: rows are forgotten one after the
   other, so the texts are kept here. */
struct gathering {
    enum status (*put)(void *user, const struct names_item *item);
    void *user;
    struct names_item item; /* id 0: nobody yet */
    char surname[NAMES_TEXT_BYTES + 1];
    char name[NAMES_TEXT_BYTES + 1];
    char tax_code[INDEX_CODE_BYTES];
    char numbers[INDEX_PHONES_MAX][INDEX_PHONE_BYTES];
    const char *phones[INDEX_PHONES_MAX];
};

static const char *keep_text(char *kept, size_t size, const char *text)
{
    size_t length = text ? strnlen(text, size - 1) : 0;

    if (length > 0)
        memcpy(kept, text, length);
    kept[length] = '\0';
    return kept;
}

static enum status gathering_end(struct gathering *gathering)
{
    enum status status = OK;

    if (gathering->item.id != 0)
        status = gathering->put(gathering->user, &gathering->item);
    gathering->item.id = 0;
    return status;
}

static void gathering_start(struct gathering *to, const struct index_entry *row)
{
    to->item = (struct names_item){
        .id = row->id,
        .surname = keep_text(to->surname, sizeof to->surname, row->surname),
        .name = keep_text(to->name, sizeof to->name, row->name),
        .tax_code = keep_text(to->tax_code, sizeof to->tax_code, row->tax_code),
        .phones = to->phones,
        .birth = row->birth_date,
        .place = index_tag(row->place_id, row->rider),
        .restricted = row->restriction,
    };
}

static enum status gathering_add(void *user, const struct index_entry *row)
{
    struct gathering *to = user;
    size_t count;

    if (to->item.id != row->id) {
        TRY(gathering_end(to));
        gathering_start(to, row);
    }
    count = to->item.phone_count;
    if (row->phone && count < INDEX_PHONES_MAX) {
        to->phones[count] = keep_text(to->numbers[count], INDEX_PHONE_BYTES, row->phone);
        to->item.phone_count++;
    }
    return OK;
}

static enum status build_put(void *user, const struct names_item *item)
{
    return names_build_add(user, item);
}

/* One pass over the table, holding one person at a time besides what the index itself takes. */
static enum status build_read(struct ctx *ctx, void *args)
{
    struct gathering gathering = {.put = build_put, .user = args};

    TRY(person_index_all(ctx, gathering_add, &gathering));
    return gathering_end(&gathering);
}

static enum status index_build_all(struct ctx *ctx, struct names **ret_names)
{
    struct names_builder *builder;

    TRY(names_build_begin(&builder));

    enum status status = index_guarded(ctx, &(struct index_work){build_read, builder});

    if (status == OK)
        return names_build_end(builder, ret_names);
    names_build_cancel(builder);
    return status;
}

enum status people_index_open(struct ctx *ctx, struct people_index **ret_index)
{
    struct people_index *index = calloc(1, sizeof *index);

    if (!index)
        return ERR_UNAVAILABLE;
    /* The number is read first: what is committed meanwhile is seen twice rather than never. */
    enum status status = audit_last_number(ctx, &index->followed);

    if (status == OK)
        status = index_build_all(ctx, &index->names);
    if (status == OK && pthread_rwlock_init(&index->lock, NULL) != 0) {
        names_free(index->names);
        status = ERR_UNAVAILABLE;
    }
    if (status != OK) {
        free(index);
        return status;
    }
    *ret_index = index;
    return OK;
}

void people_index_close(struct people_index *index)
{
    if (!index)
        return;
    pthread_rwlock_destroy(&index->lock);
    names_free(index->names);
    free(index);
}

/* The ids that changed since a number, gathered before they are read: one statement at a time. */
struct changed_range {
    int64_t first, last;
};

struct changes {
    struct changed_range *ranges;
    size_t count;
    int64_t ids;   /* in all ranges */
    bool too_many; /* to be put one by one */
};

static enum status changes_add(void *user, int64_t id, int64_t last_id)
{
    struct changes *changes = user;

    changes->ids += last_id - id + 1;
    if (changes->ids > INDEX_PUT_MAX || changes->count == INDEX_RANGES_MAX)
        changes->too_many = true;
    else
        changes->ranges[changes->count++] = (struct changed_range){id, last_id};
    return OK;
}

/* How far the index has come; both numbers belong together. */
struct followed {
    int64_t number;
    int64_t generation;
};

static struct followed followed_read(struct people_index *index)
{
    struct followed followed;

    pthread_rwlock_rdlock(&index->lock);
    followed = (struct followed){index->followed, index->generation};
    pthread_rwlock_unlock(&index->lock);
    return followed;
}

/* Never back; and not at all when the index was exchanged meanwhile: what was put into the old one
   must be put again. */
static void followed_advance(struct people_index *index, struct followed from, int64_t number)
{
    pthread_rwlock_wrlock(&index->lock);
    if (index->generation == from.generation && index->followed < number)
        index->followed = number;
    pthread_rwlock_unlock(&index->lock);
}

/* Holds the write lock only while one person is put, so that searches go on between. */
static enum status index_put(void *user, const struct names_item *item)
{
    struct people_index *index = user;

    pthread_rwlock_wrlock(&index->lock);
    enum status status = names_put(index->names, item);

    pthread_rwlock_unlock(&index->lock);
    return status;
}

static enum status index_put_ranges(struct ctx *ctx, struct people_index *index,
                                    const struct changes *changes)
{
    struct gathering gathering = {.put = index_put, .user = index};

    for (size_t i = 0; i < changes->count; i++) {
        const struct changed_range *range = &changes->ranges[i];

        TRY(person_index_range(ctx, range->first, range->last, gathering_add, &gathering));
        TRY(gathering_end(&gathering));
    }
    return OK;
}

static bool rebuild_claim(struct people_index *index)
{
    pthread_rwlock_wrlock(&index->lock);
    bool free_before = !index->rebuilding;

    index->rebuilding = true;
    pthread_rwlock_unlock(&index->lock);
    return free_before;
}

/* One search reads everything again; the others meanwhile find what they found before. */
static enum status index_rebuild(struct ctx *ctx, struct people_index *index)
{
    struct names *names = NULL;
    int64_t number;

    if (!rebuild_claim(index))
        return OK;
    enum status status = audit_last_number(ctx, &number);

    if (status == OK)
        status = index_build_all(ctx, &names);
    pthread_rwlock_wrlock(&index->lock);
    if (status == OK) {
        struct names *old = index->names;

        index->names = names;
        names = old;
        index->followed = number;
        index->generation++;
    }
    index->rebuilding = false;
    pthread_rwlock_unlock(&index->lock);
    names_free(names);
    return status;
}

enum status people_index_follow(struct ctx *ctx, struct people_index *index)
{
    const size_t mark = arena_mark(ctx->arena);
    const struct followed from = followed_read(index);
    struct changes changes = {.ranges =
                                  arena_array(ctx->arena, struct changed_range, INDEX_RANGES_MAX)};
    int64_t number;

    TRY(audit_changes_since(ctx, from.number, "person", changes_add, &changes, &number));
    if (changes.too_many) {
        TRY(index_rebuild(ctx, index));
    } else if (number > from.number) {
        TRY(index_put_ranges(ctx, index, &changes));
        followed_advance(index, from, number);
    }
    arena_rewind(ctx->arena, mark);
    return OK;
}

/* Whom this actor may know of, decided without a read for each hit. */
struct visibility {
    const struct actor *actor;
    bool riders_only;
    int64_t place_id; /* asked for; 0: all */
    const struct circle_person *circle;
    size_t circle_count;
};

static bool in_circle(const struct visibility *sight, int64_t id)
{
    for (size_t i = 0; i < sight->circle_count; i++) {
        if (sight->circle[i].person_id == id)
            return true;
    }
    return false;
}

static bool index_visible(void *context, int64_t id, uint16_t tag, bool restricted)
{
    const struct visibility *sight = context;
    int64_t place_id = tag & INDEX_PLACE_MASK;

    if (sight->riders_only && !(tag & INDEX_RIDER))
        return false;
    if (sight->place_id && sight->place_id != place_id)
        return false;
    if (!actor_reaches_place(sight->actor, place_id))
        return false;
    return !restricted || in_circle(sight, id);
}

static enum status visibility_read(struct ctx *ctx, int64_t place_id, struct visibility *ret_sight)
{
    struct circle_person *circle;
    size_t count;

    if (!actor_may(ctx, POWER_PERSONS_READ) && !actor_may(ctx, POWER_RIDERS_READ))
        return ERR_DENIED;
    TRY(person_circle_of_user(ctx, ctx->actor->user_id, &circle, &count));
    *ret_sight = (struct visibility){
        .actor = ctx->actor,
        .riders_only = !actor_may(ctx, POWER_PERSONS_READ),
        .place_id = place_id,
        .circle = circle,
        .circle_count = count,
    };
    return OK;
}

/* The cards of the hits, in their order. */
static enum status cards_of(struct ctx *ctx, const struct names_result *result,
                            struct person_card **ret_hits, size_t *ret_count)
{
    struct person_card *hits = arena_array(ctx->arena, struct person_card, result->count);
    size_t count = 0;

    for (size_t i = 0; i < result->count; i++) {
        enum status status = person_card(ctx, result->hits[i].id, &hits[count]);

        if (status == ERR_NOT_FOUND) /* changed since the index was read */
            continue;
        TRY(status);
        count++;
    }
    *ret_hits = hits;
    *ret_count = count;
    return OK;
}

/* A search under the read lock. */
struct look {
    struct people_index *index;
    const char *words; /* or NULL: doubles of `item` */
    const struct names_item *item;
    const struct names_options *options;
    struct names_result *result;
};

static enum status look_run(struct ctx *ctx, void *args)
{
    const struct look *look = args;

    if (look->words)
        names_search(look->index->names, look->words, look->options, ctx->arena, look->result);
    else
        names_doubles(look->index->names, look->item, look->options, ctx->arena, look->result);
    return OK;
}

static enum status look_locked(struct ctx *ctx, struct look *look)
{
    pthread_rwlock_rdlock(&look->index->lock);
    enum status status = index_guarded(ctx, &(struct index_work){look_run, look});

    pthread_rwlock_unlock(&look->index->lock);
    return status;
}

enum status people_search(struct ctx *ctx, struct people_index *index,
                          const struct people_query *query, struct person_card **ret_hits,
                          size_t *ret_count)
{
    struct visibility sight;
    struct names_result result;
    struct names_options options = {
        .limit = query->limit, .visible = index_visible, .context = &sight};
    struct look look = {
        .index = index, .words = query->words, .options = &options, .result = &result};

    TRY(people_index_follow(ctx, index));
    TRY(visibility_read(ctx, query->place_id, &sight));
    options.plain = sight.riders_only;
    TRY(look_locked(ctx, &look));
    return cards_of(ctx, &result, ret_hits, ret_count);
}

/* Only so much of a draft as the index knows. */
static struct names_item draft_item(const struct person_draft *draft, int64_t id)
{
    size_t phones = 0;

    while (phones < PERSON_PHONES_MAX && draft->phones[phones])
        phones++;
    return (struct names_item){
        .id = id,
        .surname = draft->surname,
        .name = draft->name,
        .tax_code = draft->tax_code,
        .phones = draft->phones,
        .phone_count = phones,
        .birth = draft->birth_date,
    };
}

enum status people_doubles(struct ctx *ctx, struct people_index *index,
                           const struct person_draft *draft, int64_t id,
                           struct person_double **ret_doubles, size_t *ret_count)
{
    const struct names_item item = draft_item(draft, id);
    struct visibility sight;
    struct names_result result;
    struct person_card *cards;
    size_t count;
    const struct names_options options = {.visible = index_visible, .context = &sight};
    struct look look = {.index = index, .item = &item, .options = &options, .result = &result};

    TRY(people_index_follow(ctx, index));
    TRY(visibility_read(ctx, 0, &sight));
    TRY(look_locked(ctx, &look));
    TRY(cards_of(ctx, &result, &cards, &count));
    doubles_judge(ctx, draft, cards, count, ret_doubles, ret_count);
    return OK;
}
