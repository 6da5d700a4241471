create table a (id {identity}, price real);
