create table a (id {identity}, b_id id_int references b (id));
create table b (id {identity}, a_id id_int references a (id));
