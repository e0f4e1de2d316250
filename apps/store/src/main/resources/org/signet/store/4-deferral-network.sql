-- From where it came, so that a network that sends much crowds out nobody but itself.
alter table deferral add column if not exists network varchar(64) default '' not null;

create index if not exists deferral_by_network on deferral (network, first_at);
