#include "rides/opinion.h"

#include "rides/rides_inside.h"
#include "staff/actor.h"
#include "store/seal.h"

static const char *comment_place(struct ctx *ctx, int64_t ride_id)
{
    return arena_printf(ctx->arena, "ride_opinion.comment %lld", (long long)ride_id);
}

enum status opinion_keep(struct ctx *tx, const struct opinion *opinion)
{
    struct ride_opinion_insert_args args = {
        .ride_id = opinion->ride_id,
        .score = opinion->score ? opinion->score : SQL_INT_NONE,
        .asked_at = tx->now,
        .asked_by = tx->actor->user_id,
    };
    struct ride_row ride;
    int64_t driven, changed;

    TRY(ride_open(tx, opinion->ride_id, &ride));
    TRY(ride_was_driven(tx, ride.id, &driven));
    if (driven == 0 || opinion->score < 0 || opinion->score > OPINION_MOST)
        return ERR_INVALID;
    seal_text(tx, comment_place(tx, ride.id), opinion->comment, &args.comment);
    TRY(ride_opinion_insert(tx, &args, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    return ride_told(tx, &(struct ride_tale){.ride_id = ride.id, .kind = "opinion"});
}

enum status opinion_comment(struct ctx *ctx, const struct ride_opinion_row *row,
                            const char **ret_comment)
{
    *ret_comment = NULL;
    if (!row->comment.data)
        return OK;
    return seal_open(ctx, comment_place(ctx, row->ride_id), row->comment, ret_comment);
}
