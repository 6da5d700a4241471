create table a (number count_int);
