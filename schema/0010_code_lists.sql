-- The lists, holidays and rules that every zone starts with. An administrator may extend, retire or date them; the
-- codes stay, labels may change. Lists that a check of the schema closes are marked "closed": only their words live here.

-- Areas of users: for the national statistics, and for the national register of benefits (position is the flow's digit).

insert into code (list, code, label_it, label_en, position) values
    ('istat_area', 'family_minors', 'Famiglia e minori', 'Family and minors', 1),
    ('istat_area', 'disability', 'Disabili', 'Disabled people', 2),
    ('istat_area', 'addictions', 'Dipendenze', 'Addictions', 3),
    ('istat_area', 'elderly', 'Anziani', 'Elderly people', 4),
    ('istat_area', 'migrants_roma', 'Immigrati, Rom, Sinti, Caminanti', 'Migrants, Roma, Sinti, Travellers', 5),
    ('istat_area', 'poverty', 'Povertà, disagio adulti e senza dimora', 'Poverty, adults in difficulty and homeless', 6),
    ('istat_area', 'multiple', 'Multiutenza', 'More than one area', 7);

insert into code (list, code, label_it, label_en, position) values
    ('siuss_area', 'family_minors', 'Famiglia e minori', 'Family and minors', 1),
    ('siuss_area', 'disability', 'Disabilità e non autosufficienza', 'Disability and dependency', 2),
    ('siuss_area', 'poverty', 'Povertà ed esclusione sociale', 'Poverty and social exclusion', 3);

insert into code (list, code, label_it, label_en, position, istat_area) values
    ('social_category', 'family_minors', 'Famiglia e minori', 'Family and minors', 1, 'family_minors'),
    ('social_category', 'disability', 'Disabili', 'Disabled people', 2, 'disability'),
    ('social_category', 'adults', 'Adulti', 'Adults', 3, 'poverty'),
    ('social_category', 'elderly', 'Anziani', 'Elderly people', 4, 'elderly');

-- The desk.

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('channel', 'in_person', 'Di persona', 'In person', 'Allo sportello', 1),
    ('channel', 'phone', 'Telefono', 'Telephone', null, 2),
    ('channel', 'email', 'E-mail', 'E-mail', null, 3),
    ('channel', 'written_report', 'Segnalazione scritta', 'Written report', 'Lettera o PEC di un ente o di un cittadino', 4),
    ('channel', 'home_visit', 'Rilevato a domicilio', 'Noticed at home', 'Durante una visita a casa', 5),
    ('channel', 'remote', 'Altra modalità a distanza', 'Other remote way', 'Videochiamata, messaggio', 6),
    ('channel', 'web_form', 'Modulo sul sito', 'Form on the site', null, 7);

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('contact_reason', 'spontaneous', 'Spontaneo', 'On their own initiative', null, 1),
    ('contact_reason', 'sent', 'Inviato da', 'Sent by', 'Scrivi chi ha inviato la persona', 2),
    ('contact_reason', 'summoned', 'Convocato', 'Called in by the office', null, 3),
    ('contact_reason', 'court_decree', 'Decreto dell''autorità giudiziaria', 'Decree of a court', null, 4);

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('caller', 'self', 'La persona stessa', 'The person themselves', null, 1),
    ('caller', 'relative', 'Familiare o conoscente', 'Relative or acquaintance', null, 2),
    ('caller', 'organization', 'Organizzazione', 'Organisation', 'Ente, scuola, medico, associazione', 3),
    ('caller', 'court', 'Autorità giudiziaria', 'Court', 'Tribunale, Procura, forze dell''ordine per loro conto', 4),
    ('caller', 'other', 'Altro soggetto', 'Someone else', null, 5);

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('desk_response', 'information', 'Informazione', 'Information', 'Orari, requisiti, documenti', 1),
    ('desk_response', 'listening', 'Ascolto', 'Listening', 'Un colloquio, senza altri passi per ora', 2),
    ('desk_response', 'communication', 'Comunicazione', 'Communication', 'Una telefonata o una lettera per conto della persona', 3),
    ('desk_response', 'guidance', 'Orientamento', 'Guidance', 'Quale servizio è quello giusto e come arrivarci', 4),
    ('desk_response', 'mediation', 'Mediazione', 'Mediation', 'Con un familiare, un vicino, un ufficio', 5),
    ('desk_response', 'support', 'Sostegno', 'Support', 'Più incontri brevi nel tempo', 6),
    ('desk_response', 'social_accompaniment', 'Accompagnamento sociale', 'Walking beside', 'Aiuto passo passo tra uffici e pratiche', 7),
    ('desk_response', 'referral', 'Invio a servizio o associazione', 'Referral to a service or association', 'Indica quale', 8),
    ('desk_response', 'social_worker_appointment', 'Appuntamento con l''assistente sociale', 'Appointment with the social worker', null, 9),
    ('desk_response', 'case_proposed', 'Proposta di presa in carico', 'Proposal to take charge', null, 10),
    ('desk_response', 'ride_booked', 'Prenotazione del servizio di accompagnamento', 'Ride booked', null, 11),
    ('desk_response', 'none_possible', 'Nessuna risposta possibile', 'No answer possible', 'Indica il motivo', 12);

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('unmet_reason', 'no_service', 'Nessun servizio sul territorio', 'No such service here', null, 1),
    ('unmet_reason', 'no_place', 'Nessun posto', 'No place left', 'Lista d''attesa o posti esauriti', 2),
    ('unmet_reason', 'no_funds', 'Fondi esauriti', 'Funds used up', null, 3),
    ('unmet_reason', 'not_eligible', 'Non ha i requisiti', 'Not eligible', 'ISEE, età, residenza o altra condizione', 4),
    ('unmet_reason', 'no_volunteer', 'Nessun volontario disponibile', 'No volunteer available', null, 5),
    ('unmet_reason', 'too_far', 'Troppo lontano o senza mezzi', 'Too far or no transport', null, 6),
    ('unmet_reason', 'gave_up', 'La persona ha rinunciato', 'The person gave up', null, 7),
    ('unmet_reason', 'not_competent', 'Fuori competenza', 'Outside our remit', 'Spetta a un altro ente', 8);

-- closed
insert into code (list, code, label_it, label_en, position) values
    ('call_back_outcome', 'reached', 'Abbiamo parlato', 'Reached', 1),
    ('call_back_outcome', 'not_reached', 'Non risponde', 'Not reached', 2),
    ('call_back_outcome', 'not_needed', 'Non serve più', 'No longer needed', 3);

-- Needs, in two levels: the areas, then the needs of each (parent names the area). What a person says at the desk, not
-- what a service is called: "no money for the bills", never "contribution under article 12".

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('need_area', 'home', 'Casa', 'Home', 'Trovarla, pagarla, tenerla abitabile', 1),
    ('need_area', 'income', 'Reddito e spese essenziali', 'Income and basic expenses', 'Arrivare a fine mese', 2),
    ('need_area', 'work', 'Lavoro e formazione', 'Work and training', 'Trovare lavoro, imparare, lavorare con una disabilità', 3),
    ('need_area', 'health', 'Salute e cure', 'Health and care', 'Medico, visite, salute mentale, dipendenze', 4),
    ('need_area', 'daily_life', 'Autonomia nella vita quotidiana', 'Autonomy in daily life', 'Aiuto in casa e chi assiste', 5),
    ('need_area', 'errands', 'Spostamenti e commissioni', 'Getting about and errands', 'Andare dal medico, alla posta, a fare la spesa', 6),
    ('need_area', 'company', 'Relazioni, solitudine e socialità', 'Company and loneliness', 'Stare con gli altri, vicinato, tempo libero', 7),
    ('need_area', 'family', 'Famiglia, genitori e figli', 'Family, parents and children', 'Crescere i figli, separarsi, volersi bene', 8),
    ('need_area', 'protection', 'Tutela e protezione', 'Safety and protection', 'Minori, violenza, persone che non possono decidere da sole', 9),
    ('need_area', 'rights', 'Diritti, documenti, informazioni', 'Rights, papers, information', 'Moduli, uffici, riconoscimenti', 10),
    ('need_area', 'integration', 'Integrazione dei cittadini stranieri', 'Integration of foreign citizens', 'Permesso, lingua, pratiche', 11),
    ('need_area', 'school', 'Scuola e tempo libero dei ragazzi', 'School and children''s free time', 'Studio, mensa, sport, estate', 12);

insert into code (list, code, parent, label_it, label_en, hint_it, position, istat_area, siuss_area) values
    ('need', 'home_search', 'home', 'Cercare casa', 'Finding a home', 'Affitto privato, casa popolare', 101, 'poverty', 'poverty'),
    ('need', 'home_rent', 'home', 'Pagare l''affitto o il mutuo', 'Paying rent or mortgage', 'Canoni o rate in arretrato', 102, 'poverty', 'poverty'),
    ('need', 'home_eviction', 'home', 'Sfratto o perdita della casa', 'Eviction or loss of home', 'Anche solo annunciato', 103, 'poverty', 'poverty'),
    ('need', 'home_unfit', 'home', 'Casa non adatta o in cattivo stato', 'Unfit or run-down home', 'Umidità, niente riscaldamento, troppo piccola', 104, 'poverty', 'poverty'),
    ('need', 'home_barriers', 'home', 'Barriere in casa', 'Barriers at home', 'Scale, bagno, ingresso', 105, 'disability', 'disability'),
    ('need', 'home_emergency', 'home', 'Un posto dove dormire subito', 'Somewhere to sleep now', 'Senza dimora, evento improvviso', 106, 'poverty', 'poverty'),
    ('need', 'income_low', 'income', 'Reddito che non basta', 'Not enough income', 'Fine mese, perdita di entrate', 201, 'poverty', 'poverty'),
    ('need', 'income_food', 'income', 'Spesa alimentare', 'Food', 'Pacco alimentare, buoni spesa', 202, 'poverty', 'poverty'),
    ('need', 'income_bills', 'income', 'Pagare le bollette', 'Paying the bills', 'Luce, gas, acqua, legna', 203, 'poverty', 'poverty'),
    ('need', 'income_medicines', 'income', 'Pagare farmaci e visite', 'Paying for medicines and visits', 'Anche occhiali e denti', 204, 'poverty', 'poverty'),
    ('need', 'income_unforeseen', 'income', 'Una spesa imprevista', 'An unforeseen expense', 'Guasto, funerale, riparazione', 205, 'poverty', 'poverty'),
    ('need', 'income_debts', 'income', 'Debiti', 'Debts', 'Rate, cartelle, usura', 206, 'poverty', 'poverty'),
    ('need', 'income_pension', 'income', 'Pensione e indennità', 'Pension and allowances', 'Domanda, ritardi, importo', 207, 'elderly', null),
    ('need', 'work_search', 'work', 'Cercare lavoro', 'Looking for work', 'Curriculum, offerte, Centro per l''impiego', 301, 'poverty', 'poverty'),
    ('need', 'work_lost', 'work', 'Lavoro perso o a rischio', 'Work lost or at risk', 'Licenziamento, cassa integrazione', 302, 'poverty', 'poverty'),
    ('need', 'work_training', 'work', 'Imparare un mestiere', 'Learning a trade', 'Corsi, tirocini, licenza media', 303, 'poverty', 'poverty'),
    ('need', 'work_disability', 'work', 'Lavorare con una disabilità', 'Working with a disability', 'Collocamento mirato, accompagnamento al lavoro', 304, 'disability', 'disability'),
    ('need', 'work_family', 'work', 'Conciliare lavoro e famiglia', 'Work and family together', 'Orari, chi tiene i figli o i genitori', 305, 'family_minors', 'family_minors'),
    ('need', 'health_doctor', 'health', 'Medico, visite ed esami', 'Doctor, visits and tests', 'Scegliere il medico, prenotare, tempi lunghi', 401, 'elderly', null),
    ('need', 'health_home_care', 'health', 'Cure infermieristiche a casa', 'Nursing at home', 'Medicazioni, prelievi, dimissioni dall''ospedale', 402, 'elderly', 'disability'),
    ('need', 'health_mental', 'health', 'Salute mentale', 'Mental health', 'Ansia, depressione, crisi', 403, 'disability', 'disability'),
    ('need', 'health_addiction', 'health', 'Alcol, droghe, gioco', 'Alcohol, drugs, gambling', 'Propri o di un familiare', 404, 'addictions', 'poverty'),
    ('need', 'health_memory', 'health', 'Memoria e demenza', 'Memory and dementia', 'Dimenticanze, smarrimenti, Alzheimer', 405, 'elderly', 'disability'),
    ('need', 'health_aids', 'health', 'Ausili e presidi', 'Aids and equipment', 'Carrozzina, letto, pannoloni', 406, 'disability', 'disability'),
    ('need', 'health_grief', 'health', 'Un lutto o una malattia grave', 'Grief or serious illness', 'Sostegno a chi resta e a chi cura', 407, 'multiple', null),
    ('need', 'daily_personal', 'daily_life', 'Lavarsi, vestirsi, mangiare', 'Washing, dressing, eating', 'Cura della persona', 501, 'elderly', 'disability'),
    ('need', 'daily_home', 'daily_life', 'Aiuto nelle faccende di casa', 'Help with housework', 'Pulizie, bucato, cucina', 502, 'elderly', 'disability'),
    ('need', 'daily_meals', 'daily_life', 'Pasti a casa', 'Meals at home', null, 503, 'elderly', 'disability'),
    ('need', 'daily_carer_search', 'daily_life', 'Trovare un''assistente familiare', 'Finding a live-in carer', 'Badante: ricerca e contratto', 504, 'elderly', 'disability'),
    ('need', 'daily_relief', 'daily_life', 'Sollievo per chi assiste', 'Relief for carers', 'Qualche ora o qualche settimana', 505, 'elderly', 'disability'),
    ('need', 'daily_day_centre', 'daily_life', 'Centro diurno', 'Day centre', null, 506, 'disability', 'disability'),
    ('need', 'daily_residence', 'daily_life', 'Una struttura dove vivere', 'A residential home', 'Casa di riposo, residenza protetta', 507, 'elderly', 'disability'),
    ('need', 'daily_safety', 'daily_life', 'Sentirsi sicuri in casa da soli', 'Feeling safe alone at home', 'Cadute, telesoccorso', 508, 'elderly', 'disability'),
    ('need', 'daily_independent', 'daily_life', 'Vivere da soli con una disabilità', 'Independent living', 'Vita indipendente, dopo di noi', 509, 'disability', 'disability'),
    ('need', 'errands_surgery', 'errands', 'Andare dal medico', 'Going to the doctor', 'Ambulatorio o Centro di salute', 601, 'elderly', null),
    ('need', 'errands_hospital', 'errands', 'Andare in ospedale per visite o terapie', 'Going to hospital', 'Terni e oltre', 602, 'elderly', null),
    ('need', 'errands_post', 'errands', 'Andare alla posta', 'Going to the post office', 'Ritirare la pensione, pagare', 603, 'elderly', null),
    ('need', 'errands_shopping', 'errands', 'Fare la spesa, prendere i farmaci', 'Shopping and medicines', 'Anche con consegna a casa', 604, 'elderly', null),
    ('need', 'errands_transport', 'errands', 'Mancano autobus o mezzi', 'No bus or other transport', 'Frazioni, orari', 605, 'multiple', null),
    ('need', 'errands_disabled_transport', 'errands', 'Trasporto di persone con disabilità', 'Transport for disabled people', 'Scuola, centro diurno, terapie', 606, 'disability', 'disability'),
    ('need', 'company_lonely', 'company', 'Solitudine', 'Loneliness', 'Passa giornate senza parlare con nessuno', 701, 'elderly', null),
    ('need', 'company_activities', 'company', 'Stare insieme, attività', 'Being together, activities', 'Centro sociale, corsi, gite, feste', 702, 'elderly', null),
    ('need', 'company_calls', 'company', 'Una telefonata o una visita amica', 'A friendly call or visit', null, 703, 'elderly', null),
    ('need', 'company_neighbours', 'company', 'Difficoltà con i vicini', 'Trouble with neighbours', null, 704, 'multiple', null),
    ('need', 'company_volunteering', 'company', 'Dare una mano come volontario', 'Wishing to volunteer', null, 705, 'multiple', null),
    ('need', 'company_space', 'company', 'Uno spazio per un gruppo', 'A room for a group', 'Riunioni, prove, sport, compleanni', 706, 'multiple', null),
    ('need', 'family_parenting', 'family', 'Crescere i figli', 'Bringing up children', 'Regole, adolescenza, fatica dei genitori', 801, 'family_minors', 'family_minors'),
    ('need', 'family_small_children', 'family', 'Bambini piccoli', 'Small children', 'Nido, gravidanza, primi anni', 802, 'family_minors', 'family_minors'),
    ('need', 'family_conflict', 'family', 'Conflitti in famiglia', 'Conflict in the family', 'Tra coniugi, tra generazioni, eredità', 803, 'family_minors', 'family_minors'),
    ('need', 'family_separation', 'family', 'Separazione', 'Separation', 'Accordi, figli, mantenimento', 804, 'family_minors', 'family_minors'),
    ('need', 'family_disabled_child', 'family', 'Un figlio con disabilità', 'A child with a disability', 'Aiuto a casa, diagnosi, sostegno', 805, 'disability', 'disability'),
    ('need', 'family_foster', 'family', 'Affido e adozione', 'Fostering and adoption', null, 806, 'family_minors', 'family_minors'),
    ('need', 'protection_child', 'protection', 'Un minore in pericolo o trascurato', 'A child at risk or neglected', 'Avvisa subito l''assistente sociale', 901, 'family_minors', 'family_minors'),
    ('need', 'protection_violence', 'protection', 'Violenza e maltrattamenti', 'Violence and abuse', 'Avvisa subito l''assistente sociale. numero antiviolenza 1522', 902, 'multiple', 'poverty'),
    ('need', 'protection_guardian', 'protection', 'Chi decide per chi non può', 'Deciding for those who cannot', 'Amministrazione di sostegno, tutela', 903, 'disability', 'disability'),
    ('need', 'protection_elder', 'protection', 'Un anziano trascurato o raggirato', 'An elderly person neglected or cheated', 'Abbandono, truffe', 904, 'elderly', null),
    ('need', 'protection_self_neglect', 'protection', 'Una persona che si lascia andare', 'Self-neglect', 'Rifiuta aiuti, accumula, non si cura', 905, 'poverty', 'poverty'),
    ('need', 'rights_isee', 'rights', 'ISEE e moduli', 'ISEE and forms', 'Capire che cosa serve e chi lo fa', 1001, 'multiple', null),
    ('need', 'rights_bonus', 'rights', 'Bonus e agevolazioni', 'Bonuses and reductions', 'Bollette, figli, tasse comunali', 1002, 'poverty', 'poverty'),
    ('need', 'rights_disability_status', 'rights', 'Invalidità civile e legge 104', 'Disability status', 'Domanda, visita, ricorso', 1003, 'disability', 'disability'),
    ('need', 'rights_documents', 'rights', 'Documenti e residenza', 'Papers and residence', 'Carta d''identità, iscrizione, certificati', 1004, 'multiple', null),
    ('need', 'rights_digital', 'rights', 'SPID, internet, servizi digitali', 'Digital identity and services', null, 1005, 'multiple', null),
    ('need', 'rights_legal', 'rights', 'Un consiglio legale', 'Legal advice', 'Patrocinio gratuito, avvocato', 1006, 'multiple', null),
    ('need', 'rights_who', 'rights', 'Sapere a chi rivolgersi', 'Knowing whom to ask', null, 1007, 'multiple', null),
    ('need', 'integration_permit', 'integration', 'Permesso di soggiorno', 'Residence permit', 'Rilascio, rinnovo, ricongiungimento', 1101, 'migrants_roma', 'poverty'),
    ('need', 'integration_language', 'integration', 'Imparare l''italiano', 'Learning Italian', null, 1102, 'migrants_roma', 'poverty'),
    ('need', 'integration_mediator', 'integration', 'Qualcuno che traduca', 'Someone to interpret', 'Mediazione linguistica e culturale', 1103, 'migrants_roma', 'poverty'),
    ('need', 'integration_health', 'integration', 'Curarsi da stranieri', 'Health care for foreigners', 'Tessera STP o ENI, iscrizione', 1104, 'migrants_roma', 'poverty'),
    ('need', 'school_support', 'school', 'Aiuto nello studio', 'Help with homework', 'Doposcuola, abbandono', 1201, 'family_minors', 'family_minors'),
    ('need', 'school_services', 'school', 'Mensa, libri, scuolabus', 'Meals, books, school bus', 'Iscrizioni e riduzioni', 1202, 'family_minors', 'family_minors'),
    ('need', 'school_disability', 'school', 'Scuola e disabilità', 'School and disability', 'Assistenza alla comunicazione e all''autonomia', 1203, 'disability', 'disability'),
    ('need', 'school_free_time', 'school', 'Sport e tempo libero', 'Sport and free time', null, 1204, 'family_minors', 'family_minors'),
    ('need', 'school_summer', 'school', 'Estate dei ragazzi', 'Children''s summer', 'Centri estivi', 1205, 'family_minors', 'family_minors'),
    ('need', 'school_bullying', 'school', 'Prepotenze tra ragazzi', 'Bullying', 'A scuola o in rete', 1206, 'family_minors', 'family_minors');

-- People.

insert into code (list, code, label_it, label_en, position) values
    ('household_relation', 'self', 'Intestatario della scheda', 'First person', 1),
    ('household_relation', 'spouse', 'Coniuge o unito civilmente', 'Spouse or civil partner', 2),
    ('household_relation', 'partner', 'Convivente', 'Partner', 3),
    ('household_relation', 'child', 'Figlio o figlia', 'Child', 4),
    ('household_relation', 'parent', 'Genitore', 'Parent', 5),
    ('household_relation', 'sibling', 'Fratello o sorella', 'Brother or sister', 6),
    ('household_relation', 'grandparent', 'Nonno o nonna', 'Grandparent', 7),
    ('household_relation', 'grandchild', 'Nipote', 'Grandchild, nephew or niece', 8),
    ('household_relation', 'other_relative', 'Altro parente', 'Other relative', 9),
    ('household_relation', 'carer', 'Assistente familiare', 'Live-in carer', 10),
    ('household_relation', 'other', 'Altro', 'Other', 11);

insert into code (list, code, label_it, label_en, position) values
    ('autonomy', 'self_sufficient', 'Autosufficiente', 'Self-sufficient', 1),
    ('autonomy', 'partly', 'Parzialmente non autosufficiente', 'Partly dependent', 2),
    ('autonomy', 'not', 'Totalmente non autosufficiente', 'Fully dependent', 3);

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('legal_protection', 'guardianship', 'Tutela', 'Guardianship', 'Un tutore decide per la persona', 1),
    ('legal_protection', 'curatorship', 'Curatela', 'Curatorship', 'Un curatore assiste negli atti più importanti', 2),
    ('legal_protection', 'support_administration', 'Amministrazione di sostegno', 'Support administration', 'Il decreto dice per quali atti', 3),
    ('legal_protection', 'social_service_custody', 'Affidamento al servizio sociale', 'Placed with the social service', null, 4);

-- closed
insert into code (list, code, label_it, label_en, position) values
    ('declaration_source', 'self', 'Detto dalla persona', 'Said by the person', 1),
    ('declaration_source', 'relative', 'Detto da un familiare', 'Said by a relative', 2),
    ('declaration_source', 'office', 'Verificato dall''ufficio', 'Checked by the office', 3),
    ('declaration_source', 'document', 'Da un documento', 'From a document', 4);

-- closed
insert into code (list, code, label_it, label_en, hint_it, position) values
    ('tax_code_kind', 'none', 'Nessun codice per ora', 'None yet', null, 1),
    ('tax_code_kind', 'personal', 'Codice fiscale', 'Tax code', '16 caratteri', 2),
    ('tax_code_kind', 'provisional', 'Codice fiscale provvisorio', 'Provisional tax code', '11 cifre', 3),
    ('tax_code_kind', 'stp', 'STP', 'STP', 'Straniero temporaneamente presente', 4),
    ('tax_code_kind', 'eni', 'ENI', 'ENI', 'Europeo non iscritto', 5);

-- closed
insert into code (list, code, label_it, label_en, position) values
    ('restriction', 'staff_relative', 'Familiare di chi lavora qui', 'Relative of staff', 1),
    ('restriction', 'violence', 'Protezione da violenza', 'Protected from violence', 2);

-- The network. closed

insert into code (list, code, label_it, label_en, position) values
    ('organization_kind', 'public', 'Ente pubblico', 'Public body', 1),
    ('organization_kind', 'third_sector', 'Associazione o ente del terzo settore', 'Third-sector body', 2),
    ('organization_kind', 'informal_group', 'Gruppo spontaneo di cittadini', 'Informal group', 3),
    ('organization_kind', 'parish', 'Parrocchia', 'Parish', 4),
    ('organization_kind', 'private', 'Privato', 'Private', 5);

-- Rides.

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('ride_purpose', 'surgery', 'Ambulatorio medico', 'Doctor''s surgery', null, 1),
    ('ride_purpose', 'health_centre', 'Centro di salute', 'Health centre', null, 2),
    ('ride_purpose', 'post_office', 'Ufficio postale', 'Post office', 'Per ritirare la pensione', 3);

-- closed
insert into code (list, code, label_it, label_en, hint_it, position) values
    ('return_kind', 'none', 'Solo andata', 'One way', null, 1),
    ('return_kind', 'at', 'Ritorno a un''ora precisa', 'Return at a time', null, 2),
    ('return_kind', 'on_call', 'Ritorno a chiamata', 'Return when called', 'Si tiene un''ora di riserva, la persona chiama quando ha finito', 3);

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('mobility_aid', 'none', 'Nessuno', 'None', null, 1),
    ('mobility_aid', 'stick', 'Bastone', 'Stick', null, 2),
    ('mobility_aid', 'walker', 'Deambulatore', 'Walker', null, 3),
    ('mobility_aid', 'folding_wheelchair', 'Carrozzina pieghevole', 'Folding wheelchair', 'La persona passa da sola sul sedile', 4),
    ('mobility_aid', 'fixed_wheelchair', 'Carrozzina non trasferibile', 'Wheelchair, no transfer', 'Non può salire sull''auto di un volontario', 5);

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('leg_outcome', 'done', 'Fatta', 'Done', null, 1),
    ('leg_outcome', 'not_found', 'Persona non trovata', 'Person not found', null, 2),
    ('leg_outcome', 'gave_up', 'Rinuncia all''ultimo', 'Gave up at the door', null, 3),
    ('leg_outcome', 'cancelled_in_time', 'Annullata dalla persona in tempo', 'Cancelled in time by the person', null, 4),
    ('leg_outcome', 'cancelled_late', 'Annullata tardi', 'Cancelled late', 'Lo stesso giorno', 5),
    ('leg_outcome', 'cancelled_by_service', 'Annullata dal servizio', 'Cancelled by the service', null, 6),
    ('leg_outcome', 'not_assigned', 'Non assegnata', 'Not assigned', 'Indica il motivo', 7);

-- closed
insert into code (list, code, label_it, label_en, position) values
    ('ride_state', 'booked', 'Prenotato', 'Booked', 1),
    ('ride_state', 'refused', 'Non possibile', 'Refused', 2),
    ('ride_state', 'cancelled', 'Annullato', 'Cancelled', 3),
    ('ride_state', 'closed', 'Concluso', 'Closed', 4);

-- The zone.

insert into code (list, code, label_it, label_en, position) values
    ('joint_service_area', 'family_mediation', 'Mediazione familiare', 'Family mediation', 1),
    ('joint_service_area', 'home_care_minors', 'Assistenza domiciliare a minori con e senza disabilità', 'Home care for minors with and without disability', 2),
    ('joint_service_area', 'protection_minors', 'Tutela minori', 'Protection of minors', 3),
    ('joint_service_area', 'work_disability', 'Accompagnamento al lavoro per adulti e giovani con disabilità', 'Into work for disabled adults and young people', 4),
    ('joint_service_area', 'dependency', 'Non autosufficienza', 'Dependency', 5),
    ('joint_service_area', 'autonomy_growth', 'Potenziamento delle autonomie', 'Growth of autonomy', 6);

insert into code (list, code, label_it, label_en, position) values
    ('funding', 'municipal', 'Fondi propri dei Comuni', 'Municipalities'' own funds', 1),
    ('funding', 'regional_social', 'Fondo Sociale Regionale', 'Regional social fund', 2),
    ('funding', 'national_social', 'Fondo Nazionale Politiche Sociali', 'National social policy fund', 3),
    ('funding', 'poverty', 'Fondo Povertà', 'Poverty fund', 4),
    ('funding', 'dependency', 'Fondo Non Autosufficienza', 'Dependency fund', 5),
    ('funding', 'esf', 'FSE+', 'ESF+', 6),
    ('funding', 'recovery_plan', 'PNRR', 'Recovery plan', 7),
    ('funding', 'donations', 'Donazioni', 'Donations', 8),
    ('funding', 'copayment', 'Compartecipazione', 'Copayment', 9);

insert into code (list, code, label_it, label_en, position) values
    ('meeting_kind', 'technical_political', 'Coordinamento tecnico-politico', 'Technical and political coordination', 1),
    ('meeting_kind', 'planning_office', 'Tecnico con l''Ufficio di Piano', 'Technical, with the planning office', 2),
    ('meeting_kind', 'team', 'Équipe', 'Team', 3),
    ('meeting_kind', 'zone_conference', 'Conferenza di zona', 'Zone conference', 4),
    ('meeting_kind', 'assembly', 'Assemblea', 'Assembly', 5),
    ('meeting_kind', 'other', 'Altro', 'Other', 6);

insert into code (list, code, label_it, label_en, position) values
    ('cost_split_key', 'population', 'Popolazione', 'Population', 1),
    ('cost_split_key', 'users', 'Utenti', 'Users', 2),
    ('cost_split_key', 'services_given', 'Prestazioni erogate', 'Services given', 3),
    ('cost_split_key', 'fixed', 'Quota fissa', 'Fixed share', 4),
    ('cost_split_key', 'mix', 'Più chiavi con i loro pesi', 'A mix with weights', 5);

-- National holidays: law 260 of 1949 as changed since (Epiphany back by decree 792 of 1985, 2 June by law 336 of 2000,
-- 4 October by law 151 of 2025). Patron saints belong to their places and come with them.

insert into holiday (name, month, day, easter_days, valid_from) values
    ('Capodanno', 1, 1, null, '1950-01-01'),
    ('Epifania', 1, 6, null, '1986-01-01'),
    ('Pasqua', null, null, 0, '1950-01-01'),
    ('Lunedì dell''Angelo', null, null, 1, '1950-01-01'),
    ('Festa della Liberazione', 4, 25, null, '1950-01-01'),
    ('Festa del Lavoro', 5, 1, null, '1950-01-01'),
    ('Festa della Repubblica', 6, 2, null, '2001-01-01'),
    ('Assunzione di Maria', 8, 15, null, '1950-01-01'),
    ('San Francesco d''Assisi', 10, 4, null, '2026-01-01'),
    ('Ognissanti', 11, 1, null, '1950-01-01'),
    ('Immacolata Concezione', 12, 8, null, '1950-01-01'),
    ('Natale', 12, 25, null, '1950-01-01'),
    ('Santo Stefano', 12, 26, null, '1950-01-01');

-- The rules a zone starts with; what each means stands in src/zone/policy.h.

insert into policy (key, value, valid_from) values
    ('rides.notice_minutes', '1440', '2000-01-01'),
    ('rides.window_minutes', '15', '2000-01-01'),
    ('rides.horizon_days', '60', '2000-01-01'),
    ('rides.max_on_board_minutes', '45', '2000-01-01'),
    ('rides.arrive_early_minutes', '5', '2000-01-01'),
    ('rides.arrive_too_early_minutes', '45', '2000-01-01'),
    ('rides.return_wait_minutes', '30', '2000-01-01'),
    ('rides.on_call_after_minutes', '60', '2000-01-01'),
    ('rides.boarding_minutes', '5', '2000-01-01'),
    ('rides.max_boarding_minutes', '20', '2000-01-01'),
    ('rides.max_companions', '1', '2000-01-01'),
    ('rides.road_factor_percent', '150', '2000-01-01'),
    ('rides.speed_kmh', '40', '2000-01-01'),
    ('rides.shortest_drive_minutes', '3', '2000-01-01'),
    ('rides.alternatives', '3', '2000-01-01'),
    ('rides.requires_living_alone', 'yes', '2000-01-01'),
    ('rides.requires_autonomy', 'self_sufficient', '2000-01-01'),
    ('rides.declaration_valid_days', '365', '2000-01-01'),
    ('rides.purposes', 'surgery,health_centre,post_office', '2000-01-01'),
    ('rides.mobility_aids', 'none,stick,walker,folding_wheelchair', '2000-01-01'),
    ('rides.places', 'all', '2000-01-01'),
    ('rides.line_name', 'Filo d''Argento', '2000-01-01'),
    ('rides.phone', '+390744814957', '2000-01-01'),
    ('desk.contact_minutes', '10', '2000-01-01'),
    ('desk.call_back_days', '2', '2000-01-01'),
    ('sign_in.session_idle_minutes', '60', '2000-01-01'),
    ('sign_in.session_absolute_minutes', '720', '2000-01-01'),
    ('sign_in.throttle_minutes', '15', '2000-01-01'),
    ('sign_in.account_failures', '5', '2000-01-01'),
    ('sign_in.origin_failures', '30', '2000-01-01'),
    ('sign_in.password_min_length', '12', '2000-01-01'),
    ('sign_in.recovery_codes', '10', '2000-01-01');
