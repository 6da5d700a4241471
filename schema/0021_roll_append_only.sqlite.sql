-- The register of volunteers is append-only, whoever asks.
create trigger roll_entry_no_update before update on roll_entry
begin select raise(abort, 'roll_entry is append-only'); end;
create trigger roll_entry_no_delete before delete on roll_entry
begin select raise(abort, 'roll_entry is append-only'); end;
