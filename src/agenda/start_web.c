/*
 * The first page of who has no day of their own here: what they will find, and their account.
 */
#include "agenda/agenda_pages.h"
#include "agenda/agenda_view.h"
#include "agenda_html.h"
#include "people/people_pages.h"
#include "staff/staff.h"

/* What each role does with the program as it is. */
static const char *role_text(enum role role)
{
    switch (role) {
    case ROLE_COORDINATOR:
    case ROLE_SOCIAL_WORKER:
    case ROLE_SERVICE_HEAD:
    case ROLE_RIDES_COORDINATOR:
        return N_("Trovi il lavoro del giorno nell’agenda, in alto.");
    case ROLE_EXTERNAL_MEMBER:
        return N_(
            "Le situazioni che segui con l’équipe non sono ancora in questo programma: quando "
            "ci saranno le troverai qui. Per ora chiedi all’assistente sociale.");
    case ROLE_TREASURER:
        return N_("Il fondo di solidarietà non è ancora in questo programma: quando ci sarà lo "
                  "troverai qui, con numeri e importi e mai la storia delle persone.");
    case ROLE_CENTRE_MANAGER:
        return N_("Gli spazi e le attività del Centro Sociale non sono ancora in questo programma: "
                  "quando ci saranno li troverai qui.");
    case ROLE_COUNCILLOR:
    case ROLE_PLANNING_OFFICE:
        return N_("In alto, in Numeri, trovi quelli degli accompagnamenti della zona. I dati delle "
                  "persone non si vedono mai: la legge li riserva a chi le segue.");
    case ROLE_ADMINISTRATOR:
        return N_("Gestisci gli utenti e le regole dell’ufficio, dai collegamenti in alto. I dati "
                  "delle persone non si vedono.");
    case ROLE_DPO:
        return N_("Nel registro, in alto, vedi chi ha consultato o cambiato che cosa, e quando.");
    default:
        return "";
    }
}

enum status start_page(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct actor *actor = ctx->actor;
    struct start_role *roles = arena_array(ctx->arena, struct start_role, actor->role_count);
    struct start_view view = {.name = actor->full_name, .roles = roles};

    for (size_t i = 0; i < actor->role_count; i++) {
        enum role role = actor->roles[i].role;
        bool again = false;

        for (size_t k = 0; k < i; k++)
            again = again || actor->roles[k].role == role;
        if (!again)
            roles[view.role_count++] =
                (struct start_role){tr(ctx, role_label(role)), tr(ctx, role_text(role))};
    }
    TRY(staff_frame(ctx, request, tr(ctx, "Inizio"), NULL, &view.frame));

    struct html page = frame_html(ctx, response);

    start_screen(&page, &view);
    return OK;
}
