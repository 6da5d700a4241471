-- Hours that a volunteer gives may hold from a later day on: "from December". Null: from the answer on.

alter table volunteer_proposal add column valid_from date_text;
