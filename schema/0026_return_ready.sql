-- A return "when called": when the person called to be fetched; the window then is what was said on that call.

alter table ride_leg add column ready_at instant_int; -- null: has not called
