-- A form that comes back with another text is told from one that is only sent twice.

alter table once_key add column print code_text; -- of what was typed; null: kept before this step
