/* The certificate of service: what a volunteer did in a period, on paper. */
#include "base/elision.h"
#include "base/words.h"
#include "paper/pdf.h"
#include "store/audit.h"
#include "volunteering/volunteering.h"
#include "volunteering/volunteering_pages.h"
#include "volunteers_sql.h"
#include "zone/zone.h"

/* As asked for; else from `otherwise`. */
static struct date day_asked(struct ctx *ctx, struct request *request, const char *name,
                             struct date otherwise)
{
    const char *typed = form_get(&request->query, name);
    struct date day;

    return typed && date_from_typed(typed, instant_date(ctx->now), &day) == OK ? day : otherwise;
}

static enum status sums_put(struct ctx *ctx, struct pdf *pdf, int64_t volunteer_id,
                            struct date first, struct date last)
{
    enum { KILOMETRE = 1000 };
    struct done_sum *sums;
    struct codes kinds;
    size_t count;
    int64_t minutes = 0;

    TRY(codes_read_all(ctx, "volunteer_activity", &kinds));
    TRY(done_sums(ctx, first, last, &sums, &count));
    for (size_t i = 0; i < count; i++) {
        if (sums[i].volunteer_id != volunteer_id)
            continue;
        minutes += sums[i].minutes;
        pdf_add_fact(pdf, codes_label(ctx, &kinds, sums[i].kind),
                     arena_printf(ctx->arena, tr(ctx, "%s ore, %lld km"),
                                  volunteering_duration(ctx, sums[i].minutes),
                                  (long long)((sums[i].metres + KILOMETRE / 2) / KILOMETRE)));
    }
    pdf_add_fact(pdf, tr(ctx, "In tutto"),
                 arena_printf(ctx->arena, tr(ctx, "%s ore"), volunteering_duration(ctx, minutes)));
    return OK;
}

enum status certificate_paper(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct date today = instant_date(ctx->now);
    struct date last = day_asked(ctx, request, "al", today);
    struct date first = day_asked(ctx, request, "dal", date_of(date_year(last), 1, 1));
    struct volunteer_row volunteer;
    struct policy_set policies;
    const void *bytes;
    size_t length;

    ctx->words = NULL; /* whoever prints it, an Italian body signs it */
    TRY(volunteer_read(ctx, request->ids[0], &volunteer));
    TRY(policy_read(ctx, last, &policies));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "certificate.print",
                                              .subject_kind = "volunteer",
                                              .subject_id = volunteer.id}));

    struct pdf pdf = pdf_new(ctx->arena, tr(ctx, "Attestato di servizio"), ctx->now);

    pdf.sender = volunteer.organization;
    pdf.about = policy_text(&policies, POLICY_VOLUNTEERS_AGREEMENT);
    pdf_add(&pdf, PDF_TITLE, tr(ctx, "Attestato di servizio volontario"));
    pdf_add(&pdf, PDF_LEAD, arena_printf(ctx->arena, "%s %s", volunteer.name, volunteer.surname));
    pdf_add(&pdf, PDF_TEXT,
            words_say(ctx,
                      tr(ctx, "Si attesta che ha prestato servizio come volontario, senza "
                              "compenso, dal %s al %s, con queste attività:"),
                      date_show(ctx->arena, first), date_show(ctx->arena, last)));
    TRY(sums_put(ctx, &pdf, volunteer.id, first, last));
    pdf_add(&pdf, PDF_SMALL,
            tr(ctx, "Le ore di accompagnamento vanno da quando si sale a quando si scende; i "
                    "chilometri sono calcolati sulla strada."));
    pdf_add(&pdf, PDF_ADDRESS,
            arena_printf(ctx->arena, tr(ctx, "%s\nIl responsabile\n\n______________________"),
                         date_show(ctx->arena, today)));
    TRY(pdf_write(&pdf, &bytes, &length));
    response_inline_file(response, "application/pdf",
                         arena_printf(ctx->arena, "attestato-%lld.pdf", (long long)volunteer.id),
                         bytes, length);
    return OK;
}
