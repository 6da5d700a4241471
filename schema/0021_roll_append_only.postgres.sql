-- The register of volunteers is append-only, whoever asks.
create trigger roll_entry_no_update before update or delete or truncate on roll_entry
for each statement execute function audit_refuse();
