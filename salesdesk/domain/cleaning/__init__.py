"""Values as people and programs write them, made comparable: pure functions, no files, no clock.

Every cleaner is idempotent: cleaning what it returned changes nothing. Nothing is corrected on a guess: what is not
sure stays as written and carries a note, which the row cleaner turns into a problem beside the row and column.

========================  ==========================================================================
``text``                  ``fold_key`` for all comparing, ``clean_text``, ``cell_text``, words for "nothing"
``names``                 ``parse_name``, ``looks_like_company``; ``name_case`` repairs capitals, ``name_words`` is data
``phones``                ``parse_phone``, ``display_phone``; ``phone_parting`` parts several in one cell; ``phone_rules`` answers plain numbers fast
``emails``                ``parse_email``, ``split_emails``, ``domain_slip``, ``mailbox_key``
``urls``                  ``clean_url``, ``domain_of``, LinkedIn, Facebook, handles
``countries``             ``parse_country``, ``country_name``, hints from phones and domains; ``country_spellings`` is data
``towns``                 ``split_town``, ``split_address``: codes and towns that share a cell
``dates``                 ``parse_date``, ``parse_datetime``, ``detect_date_order``; names of countries and months: ``locale_names``
``numbers``               ``parse_number``, ``parse_money``, ``parse_percent``, ``detect_decimal``, ``currency_code``
``booleans`` ``tags``     yes and no in many languages, consent against refusal; tags of one cell
``companies``             ``company_key`` without legal form, ``clean_company``
``settings``              ``detect_settings``: date order, decimal mark, country and currency of a sheet
``custom_types``          ``guess_custom_type`` of a column that means nothing known
``rows``                  ``RowCleaner``: a row of cells to the values of a record; ``readers``, ``place_readers`` are its parts
========================  ==========================================================================
"""
