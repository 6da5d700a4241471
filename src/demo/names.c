#include "demo/names.h"

#define LIST(names)                                                                                \
    {                                                                                              \
        (names), sizeof(names) / sizeof(names)[0]                                                  \
    }

static const char *const SURNAMES[] = {
    "Proietti",   "Rossi",      "Ricci",          "Bianchi",    "Conti",      "Mancini",
    "Moretti",    "Marini",     "Antonelli",      "De Santis",  "Fabrizi",    "Angeletti",
    "Bernardini", "Perotti",    "Cardinali",      "Marchetti",  "Rosati",     "Leonardi",
    "Benedetti",  "Bartolini",  "Brunetti",       "Carloni",    "Castellani", "Ceccarelli",
    "Cecchini",   "Ciccarelli", "Cipriani",       "Colasanti",  "Corsi",      "D'Angelo",
    "De Angelis", "Diamanti",   "Diomedi",        "Fabbri",     "Felici",     "Ferri",
    "Fiorelli",   "Fiorini",    "Francescangeli", "Fratini",    "Galli",      "Gentili",
    "Giovannini", "Giuli",      "Grifoni",        "Guerrini",   "Innocenzi",  "Laudi",
    "Leoni",      "Liberati",   "Listanti",       "Lucci",      "Luzzi",      "Maggi",
    "Malvetani",  "Mariani",    "Martelli",       "Massarelli", "Matteucci",  "Mattioli",
    "Mazzoni",    "Menichelli", "Montani",        "Morelli",    "Natali",     "Neri",
    "Nobili",     "Orsini",     "Pace",           "Paci",       "Pagliari",   "Palombi",
    "Paolucci",   "Pasquini",   "Pellegrini",     "Perelli",    "Pernazza",   "Petrelli",
    "Petrini",    "Petrucci",   "Piacenti",       "Piccioni",   "Pileri",     "Pompei",
    "Porrazzini", "Posati",     "Quintili",       "Rinaldi",    "Romani",     "Rosi",
    "Rossetti",   "Ruggeri",    "Sabatini",       "Salvati",    "Santarelli", "Santini",
    "Scorsolini", "Sebastiani", "Serafini",       "Silvestri",  "Silvani",    "Simonetti",
    "Stefanini",  "Tiberi",     "Tomassini",      "Tommasi",    "Troiani",    "Valentini",
    "Valeriani",  "Ventura",    "Venturi",        "Virili",     "Vitali",     "Viola",
    "Zaccaria",   "Bonanni",    "Bordoni",        "Calisti",    "Canali",     "Capotosti",
    "Catana",     "Cavalletti", "Celi",           "Chiappini",  "Crisostomi", "Desantis",
    "Di Loreto",  "Di Marco",   "Dominici",       "Eleuteri",   "Falcini",    "Fausti",
    "Filippetti", "Formica",    "Gasparri",       "Giardini",   "Giombini",   "Lattanzi",
    "Lorenzetti", "Lupi",       "Magrini",        "Marcelli",   "Minestrini", "Nardi",
    "Nevi",       "Olivieri",   "Onofri",         "Pallotta",   "Passeri",    "Pierini",
    "Polidori",   "Raggi",      "Regini",         "Renzi",      "Sassi",      "Sensini",
    "Severini",   "Spaccatini", "Tini",           "Torroni",    "Vannucci",   "Zoccoli"};

static const char *const WOMEN_1945[] = {
    "Maria",    "Anna",       "Rosa",    "Assunta",  "Elena",     "Giuseppa", "Lucia",
    "Teresa",   "Annunziata", "Ida",     "Elda",     "Elsa",      "Iolanda",  "Nella",
    "Bruna",    "Vittoria",   "Antonia", "Adele",    "Quintilia", "Fernanda", "Ines",
    "Settimia", "Argentina",  "Leda",    "Marcella", "Dina",      "Velia",    "Giovanna",
    "Lina",     "Palmira",    "Santa",   "Norma",    "Liliana",   "Ada",      "Ersilia"};
static const char *const MEN_1945[] = {
    "Mario",     "Giuseppe", "Antonio", "Giovanni",  "Luigi",   "Angelo",  "Francesco",
    "Domenico",  "Sergio",   "Bruno",   "Alfredo",   "Renato",  "Aldo",    "Elio",
    "Nazzareno", "Umberto",  "Alvaro",  "Settimio",  "Armando", "Guido",   "Dino",
    "Vincenzo",  "Ettore",   "Remo",    "Quinto",    "Ezio",    "Orlando", "Primo",
    "Pietro",    "Italo",    "Gino",    "Ferruccio", "Ivo",     "Osvaldo", "Enzo"};

static const char *const WOMEN_1965[] = {
    "Maria",     "Anna",      "Rita",      "Patrizia", "Paola",    "Carla",    "Giuliana",
    "Franca",    "Luciana",   "Daniela",   "Marisa",   "Rosanna",  "Loredana", "Antonella",
    "Donatella", "Gabriella", "Graziella", "Ornella",  "Tiziana",  "Mirella",  "Nadia",
    "Silvana",   "Laura",     "Cinzia",    "Vanda",    "Stefania", "Fiorella", "Sandra",
    "Ivana",     "Adriana",   "Annamaria", "Maurizia", "Oriana",   "Lorena"};
static const char *const MEN_1965[] = {
    "Giuseppe",  "Franco",  "Roberto", "Maurizio", "Claudio", "Marco",    "Paolo",
    "Giancarlo", "Sergio",  "Sandro",  "Massimo",  "Stefano", "Fabrizio", "Luciano",
    "Carlo",     "Giorgio", "Gianni",  "Alberto",  "Enrico",  "Mauro",    "Piero",
    "Vincenzo",  "Bruno",   "Adriano", "Walter",   "Ivano",   "Danilo",   "Fausto",
    "Romano",    "Rolando", "Moreno",  "Valter",   "Ennio",   "Gino",     "Learco"};

static const char *const WOMEN_1985[] = {
    "Francesca",  "Elisa",    "Barbara", "Simona",   "Sara",    "Valentina", "Laura",
    "Alessandra", "Federica", "Chiara",  "Cristina", "Monica",  "Michela",   "Silvia",
    "Elena",      "Roberta",  "Claudia", "Emanuela", "Romina",  "Serena",    "Katia",
    "Debora",     "Ilaria",   "Arianna", "Paola",    "Daniela", "Lucia",     "Eleonora",
    "Veronica",   "Samanta",  "Tamara",  "Manuela",  "Sabrina"};
static const char *const MEN_1985[] = {
    "Marco",   "Andrea",       "Alessandro", "Luca",     "Daniele",  "Fabio",    "Cristiano",
    "Simone",  "Massimiliano", "Francesco",  "Matteo",   "Gianluca", "Emanuele", "Mirko",
    "Michele", "Stefano",      "Riccardo",   "Federico", "Cristian", "Diego",    "David",
    "Moreno",  "Roberto",      "Giacomo",    "Leonardo", "Manuel",   "Samuele",  "Luigi",
    "Claudio", "Ivan",         "Nicola",     "Gabriele", "Paolo"};

static const char *const WOMEN_2002[] = {
    "Martina",  "Giulia",    "Chiara",   "Sara",     "Federica", "Francesca", "Alessia", "Giorgia",
    "Elisa",    "Ilaria",    "Eleonora", "Beatrice", "Silvia",   "Valentina", "Noemi",   "Marta",
    "Camilla",  "Benedetta", "Lucrezia", "Ludovica", "Veronica", "Arianna",   "Laura",   "Elena",
    "Caterina", "Sofia",     "Azzurra",  "Agnese",   "Melissa",  "Erica"};
static const char *const MEN_2002[] = {
    "Matteo",   "Lorenzo",   "Alessandro", "Francesco", "Andrea",  "Federico",
    "Simone",   "Leonardo",  "Davide",     "Riccardo",  "Luca",    "Mattia",
    "Gabriele", "Nicolò",    "Michele",    "Jacopo",    "Giacomo", "Edoardo",
    "Tommaso",  "Filippo",   "Alessio",    "Emanuele",  "Marco",   "Samuele",
    "Daniele",  "Gianmarco", "Elia",       "Manuel",    "Valerio", "Niccolò"};

static const char *const WOMEN_2100[] = {
    "Sofia",    "Aurora",  "Giulia",     "Ginevra", "Emma",  "Alice",  "Beatrice", "Vittoria",
    "Ludovica", "Matilde", "Azzurra",    "Anna",    "Chloé", "Bianca", "Greta",    "Noemi",
    "Camilla",  "Mia",     "Margherita", "Arianna", "Gaia",  "Zoe",    "Nina",     "Isabel",
    "Viola",    "Cecilia", "Adele",      "Elena",   "Ambra", "Diletta"};
static const char *const MEN_2100[] = {"Leonardo",  "Lorenzo",   "Tommaso",    "Edoardo",  "Mattia",
                                       "Gabriele",  "Francesco", "Alessandro", "Riccardo", "Diego",
                                       "Pietro",    "Matteo",    "Nicolò",     "Samuele",  "Andrea",
                                       "Enea",      "Elia",      "Gioele",     "Brando",   "Liam",
                                       "Filippo",   "Davide",    "Giulio",     "Noah",     "Ettore",
                                       "Christian", "Giovanni",  "Thomas",     "Jacopo",   "Alex"};

static const char *const RO_SURNAMES[] = {
    "Popescu",  "Ionescu", "Dumitru", "Stan",    "Gheorghe",    "Rusu",
    "Munteanu", "Matei",   "Ciobanu", "Țurcanu", "Pădurariu",   "Șerban",
    "Lăcătuș",  "Bălan",   "Crăciun", "Mureșan", "Iordăchescu", "Tănase"};
static const char *const RO_WOMEN[] = {
    "Elena",       "Maria",    "Mihaela",  "Daniela",  "Ioana",     "Mădălina", "Ștefania",
    "Lăcrămioara", "Gabriela", "Cristina", "Anișoara", "Ana-Maria", "Denisa",   "Raluca"};
static const char *const RO_MEN[] = {"Ionuț",  "Mihai",   "Gheorghe", "Ștefan", "Vasile",
                                     "Florin", "Cătălin", "Marian",   "Bogdan", "Răzvan",
                                     "Costel", "Nicolae", "Andrei",   "Dănuț"};

static const char *const AL_SURNAMES[] = {"Hoxha", "Lika",   "Shehu",    "Kola",  "Leka",
                                          "Gjoka", "Prendi", "Dervishi", "Marku", "Çela",
                                          "Balla", "Kurti",  "Rexhepi",  "Gjini"};
static const char *const AL_WOMEN[] = {"Elira",   "Drita",  "Valbona", "Mimoza",
                                       "Arta",    "Besa",   "Shpresa", "Vjollca",
                                       "Lindita", "Alketa", "Ermira",  "Anisa"};
static const char *const AL_MEN[] = {"Arben", "Çlirim", "Ilir", "Agim",    "Gëzim",  "Besnik",
                                     "Ardit", "Fatmir", "Luan", "Klodian", "Endrit", "Skënder"};

static const char *const MA_SURNAMES[] = {"El Amrani", "Alaoui",  "Bennani", "El Idrissi",
                                          "Haddad",    "Chraibi", "Tazi",    "Benali",
                                          "Mansouri",  "Naciri",  "Ouardi"};
static const char *const MA_WOMEN[] = {"Fatima", "Khadija", "Aïcha",  "Naïma", "Samira",
                                       "Hanane", "Saïda",   "Malika", "Zineb", "Amal"};
static const char *const MA_MEN[] = {"Mohammed", "Abdelkader", "Rachid",     "Hassan", "Youssef",
                                     "Driss",    "Mustapha",   "Noureddine", "Saïd",   "Karim"};

static const char *const UA_SURNAMES[] = {"Shevchenko", "Kovalenko", "Bondarenko", "Tkachenko",
                                          "Kravchenko", "Melnyk",    "Petrenko",   "Lysenko",
                                          "Savchenko",  "Hrytsenko"};
static const char *const UA_WOMEN[] = {"Oksana", "Nataliya", "Olha",     "Svitlana",
                                       "Halyna", "Iryna",    "Liudmyla", "Tetiana",
                                       "Nadiia", "Yuliia",   "Mariia"};
static const char *const UA_MEN[] = {"Oleksandr", "Volodymyr", "Serhii", "Andrii",
                                     "Mykola",    "Vasyl",     "Ivan",   "Dmytro"};

static const char *const PL_SURNAMES[] = {"Kowalski",  "Nowak",   "Wiśniewski", "Wójcik",
                                          "Zieliński", "Łukasik", "Gołąb"};
static const char *const PL_WOMEN[] = {"Małgorzata", "Agnieszka", "Bożena",
                                       "Elżbieta",   "Danuta",    "Grażyna"};
static const char *const PL_MEN[] = {"Łukasz", "Paweł", "Krzysztof", "Grzegorz", "Tomasz"};

static const char *const MK_SURNAMES[] = {"Trajkovski", "Petrovski", "Ristić", "Dimovski",
                                          "Bajramović"};
static const char *const MK_WOMEN[] = {"Biljana", "Snežana", "Vesna", "Gordana"};
static const char *const MK_MEN[] = {"Goran", "Zoran", "Dragan", "Nenad"};

static const char *const IN_SURNAMES[] = {"Singh", "Kaur", "Sharma", "Kumar"};
static const char *const IN_WOMEN[] = {"Harpreet", "Manjit", "Sukhwinder", "Priya"};
static const char *const IN_MEN[] = {"Gurpreet", "Jaspal", "Balwinder", "Rakesh"};

static const char *const NG_SURNAMES[] = {"Okafor", "Adeyemi", "Osagie", "Eze"};
static const char *const NG_WOMEN[] = {"Blessing", "Joy", "Faith", "Precious"};
static const char *const NG_MEN[] = {"Emmanuel", "Samuel", "Godwin", "Festus"};

static const char *const PE_SURNAMES[] = {"Quispe", "Núñez", "Huamán", "Peña"};
static const char *const PE_WOMEN[] = {"Yolanda", "Rocío", "Milagros", "Inés"};
static const char *const PE_MEN[] = {"José", "Julio", "César", "Ángel"};

static const char *const CN_SURNAMES[] = {"Chen", "Wang", "Lin", "Zhou"};
static const char *const CN_WOMEN[] = {"Xiaoli", "Mei", "Yan", "Hui"};
static const char *const CN_MEN[] = {"Wei", "Jun", "Qiang", "Lei"};

const struct demo_list DEMO_SURNAMES = LIST(SURNAMES);

const struct demo_cohort DEMO_COHORTS[] = {
    {1945, LIST(WOMEN_1945), LIST(MEN_1945)}, {1965, LIST(WOMEN_1965), LIST(MEN_1965)},
    {1985, LIST(WOMEN_1985), LIST(MEN_1985)}, {2002, LIST(WOMEN_2002), LIST(MEN_2002)},
    {2100, LIST(WOMEN_2100), LIST(MEN_2100)},
};
const size_t DEMO_COHORT_COUNT = sizeof DEMO_COHORTS / sizeof DEMO_COHORTS[0];

const struct demo_community DEMO_COMMUNITIES[] = {
    {"RO", "Z129", 40, LIST(RO_SURNAMES), LIST(RO_WOMEN), LIST(RO_MEN)},
    {"AL", "Z100", 20, LIST(AL_SURNAMES), LIST(AL_WOMEN), LIST(AL_MEN)},
    {"MA", "Z330", 14, LIST(MA_SURNAMES), LIST(MA_WOMEN), LIST(MA_MEN)},
    {"UA", "Z138", 14, LIST(UA_SURNAMES), LIST(UA_WOMEN), LIST(UA_MEN)},
    {"PL", "Z127", 5, LIST(PL_SURNAMES), LIST(PL_WOMEN), LIST(PL_MEN)},
    {"MK", "Z148", 4, LIST(MK_SURNAMES), LIST(MK_WOMEN), LIST(MK_MEN)},
    {"IN", "Z222", 4, LIST(IN_SURNAMES), LIST(IN_WOMEN), LIST(IN_MEN)},
    {"NG", "Z335", 3, LIST(NG_SURNAMES), LIST(NG_WOMEN), LIST(NG_MEN)},
    {"PE", "Z611", 3, LIST(PE_SURNAMES), LIST(PE_WOMEN), LIST(PE_MEN)},
    {"CN", "Z210", 2, LIST(CN_SURNAMES), LIST(CN_WOMEN), LIST(CN_MEN)},
};
const size_t DEMO_COMMUNITY_COUNT = sizeof DEMO_COMMUNITIES / sizeof DEMO_COMMUNITIES[0];
